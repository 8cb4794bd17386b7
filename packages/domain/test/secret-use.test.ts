import { describe, expect, it } from 'vitest';
import { describeProblem, refusalByManagers, refusalByNamespace, type SecretUse } from '@twinsite/domain';

const use = (namespace: string, managers: readonly string[] = ['10.7.0.1']): SecretUse => ({
  accessPath: { namespace: 'apps', name: 'ap' },
  secret: { namespace, name: 'sds' },
  managers,
});

describe('a Secret that an AccessPath names', () => {
  it('may be read in the own namespace of the AccessPath and in listed ones', () => {
    expect(refusalByNamespace(use('apps'), [])).toBeUndefined();
    expect(refusalByNamespace(use('twinsite'), ['storage', 'twinsite'])).toBeUndefined();
  });

  it('is refused in any other with the remedy', () => {
    const refused = refusalByNamespace(use('kube-system'), ['storage', 'twinsite']);
    expect(refused && describeProblem(refused)).toBe(
      "AccessPath apps/ap may not use Secret kube-system/sds: it is in namespace kube-system, which is neither the AccessPath's own nor listed in kubernetes.secretNamespaces (storage, twinsite); move the Secret into namespace apps, or list kube-system (rbac.secretNamespaces of the chart) and name the managers in its key xmsServers",
    );
  });

  it('of another namespace is for the managers that it names, however they are written', () => {
    const meantFor = ['http://10.7.0.1:8056', '10.7.0.2'];
    expect(refusalByManagers(use('storage', ['10.7.0.2', '10.7.0.1']), meantFor)).toBeUndefined();
    const refused = refusalByManagers(use('storage', ['10.7.0.1', '10.66.6.6']), meantFor);
    expect(refused && describeProblem(refused)).toBe(
      'AccessPath apps/ap may not use Secret storage/sds: its key xmsServers, the managers it is meant for, has not 10.66.6.6; put 10.7.0.1,10.66.6.6 into its key xmsServers, or correct spec.cluster_info of the AccessPath',
    );
  });

  it('that names a manager by https is not for the same one in clear', () => {
    const meantFor = ['https://10.7.0.1', '10.7.0.2'];
    expect(refusalByManagers(use('storage', ['HTTPS://10.7.0.1:8056/']), meantFor)).toBeUndefined();
    for (const clear of ['10.7.0.1', 'http://10.7.0.1:8056'])
      expect(refusalByManagers(use('storage', [clear]), meantFor)?.detail).toContain(`has not ${clear}`);
    expect(refusalByManagers(use('storage', ['https://10.7.0.2']), meantFor)).toBeUndefined();
  });

  it('of another namespace that names none is for nobody', () => {
    for (const managers of [['10.7.0.1'], []])
      expect(refusalByManagers(use('storage', managers), undefined)?.detail).toContain(
        'has no key xmsServers',
      );
  });

  it('of the own namespace is for every manager, unless it names them', () => {
    expect(refusalByManagers(use('apps'), undefined)).toBeUndefined();
    expect(refusalByManagers(use('apps'), ['10.7.0.1'])).toBeUndefined();
    expect(refusalByManagers(use('apps'), ['10.7.0.9'])).toMatchObject({ kind: 'secret-not-allowed' });
  });
});
