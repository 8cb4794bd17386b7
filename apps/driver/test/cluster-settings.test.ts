import { expect, test } from 'vitest';
import { ENDPOINT, read } from './read-config.js';

const KUBERNETES = `clusterId: site-one.example
kubernetes: { enabled: true, namespace: storage, sites: { a: [gw-a], b: [gw-b] } }
`;

test('Kubernetes is off unless it is asked for, whatever runs around the driver', () => {
  const { result } = read(['--mode', 'controller', ...ENDPOINT], 'kubernetes: { namespace: x }\n', {
    KUBERNETES_SERVICE_HOST: '10.96.0.1',
  });
  expect(result).toMatchObject({ ok: true, value: { clusterId: undefined, kubernetes: undefined } });
});

test.each(['controller', 'node'])('mode %s reads how to reach its cluster', (mode) => {
  const args = ['--mode', mode, ...ENDPOINT, '--state-dir', '/var/lib/twinsite', '--pod-name', 'twinsite-0'];
  const { result } = read(args, KUBERNETES, { TWINSITE_KUBECONFIG: '/etc/kube' });
  expect(result).toMatchObject({
    ok: true,
    value: {
      clusterId: 'site-one.example',
      kubernetes: { namespace: 'storage', kubeconfig: '/etc/kube', podName: 'twinsite-0' },
    },
  });
  if (result.ok) expect(result.value.kubernetes?.sites.siteOf('gw-b')).toBe('b');
});

test('the fence of arrays that AccessPaths bring is said once for all of them', () => {
  const fenceOf = (fence: string) =>
    read(['--mode', 'controller', ...ENDPOINT], KUBERNETES.replace('sites:', `${fence} sites:`));
  const careful = { removalDrains: false, waitMs: 60_000 };
  expect(fenceOf('').result).toMatchObject({ ok: true, value: { kubernetes: { fence: careful } } });
  const stated = { removalDrains: true, waitMs: 20_000 };
  const { result } = fenceOf('fence: { removalDrains: true, waitMs: 20000 },');
  expect(result).toMatchObject({ ok: true, value: { kubernetes: { fence: stated } } });
  const { text } = fenceOf('fence: { waitMs: 1 },');
  expect(text).toContain('kubernetes.fence.waitMs = 1: give a whole number from 1000 to 600000');
});

test('so is the rule of their disks, and the words of their VIP groups', () => {
  const said = (words: string) =>
    read(['--mode', 'controller', ...ENDPOINT], KUBERNETES.replace('sites:', `${words} sites:`));
  const guessed = { identityRule: { prefix: '6001405' } };
  expect(said('').result).toMatchObject({ ok: true, value: { kubernetes: guessed } });
  const { result } = said('identityRule: { prefix: "6D0C" }, vip: { network: public },');
  const stated = { identityRule: { prefix: '6d0c' }, vipWords: { network: 'public' } };
  expect(result).toMatchObject({ ok: true, value: { kubernetes: stated } });
  const { text } = said('identityRule: { prefix: "5" }, vip: { net: x },');
  expect(text).toContain('kubernetes.identityRule.prefix = "5": give hex digits that begin with 6');
  expect(text).toContain('kubernetes.vip.net: is not known here');
});

test('with Kubernetes a cluster has an id, and one that fits into a description', () => {
  const controller = ['--mode', 'controller', ...ENDPOINT];
  const without = KUBERNETES.replace('clusterId: site-one.example\n', '');
  expect(read(controller, without).text).toMatch(/clusterId: is required with kubernetes: give 1 to 63/);
  for (const id of ['Site One', 'a'.repeat(64), '-a', 'a.']) {
    const { text } = read([...controller, '--cluster-id', id], KUBERNETES);
    expect(text).toContain(`--cluster-id = "${id}": give 1 to 63 lower-case letters`);
  }
  expect(read([...controller, '--cluster-id', 'b'], KUBERNETES).result).toMatchObject({
    ok: true,
    value: { clusterId: 'b' },
  });
});

test('what nobody knows below kubernetes is refused by name', () => {
  const { text } = read(
    ['--mode', 'controller', ...ENDPOINT],
    KUBERNETES.replace('enabled: true', 'enabled: yes, inCluster: true'),
  );
  expect(text).toContain('kubernetes.inCluster: is not known here');
  expect(text).toContain('kubernetes.enabled = "yes": give true or false');
});

test('namespaces whose Secrets may be used are none unless they are listed, each by its name', () => {
  const controller = ['--mode', 'controller', ...ENDPOINT];
  const withList = (list: string) => KUBERNETES.replace('namespace: storage', `namespace: storage, ${list}`);
  const namespaces = (text: string) => {
    const { result } = read(controller, text);
    return result.ok ? result.value.kubernetes?.secretNamespaces : result;
  };
  expect(namespaces(KUBERNETES)).toEqual([]);
  expect(namespaces(withList('secretNamespaces: [apps, db]'))).toEqual(['apps', 'db']);
  expect(read(controller, withList('secretNamespaces: [apps, "*"]')).text).toContain(
    'kubernetes.secretNamespaces = "*": is no name of a namespace; name each of them',
  );
});
