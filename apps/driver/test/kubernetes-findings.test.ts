import { ConfigProblems } from '@twinsite/domain';
import { expect, test } from 'vitest';
import { readCommandLine } from '../src/config/command-line.js';
import { readDoctorConfig } from '../src/config/doctor-config.js';
import { kubernetesFindings } from '../src/doctor/kubernetes-findings.js';

const bad = (minor: number): readonly string[] =>
  kubernetesFindings(minor)
    .filter(({ level }) => level !== 'ok')
    .map(({ level, check }) => `${level} ${check}`);

const about = (minor: number, gate: string) =>
  kubernetesFindings(minor).find(({ check }) => check === `feature gate ${gate}`);

test('a Kubernetes on which everything is on by itself has no finding', () => {
  expect(bad(30)).toEqual([]);
  expect(bad(36)).toEqual([]);
});

test('what must be set is told with the words to set it with and where', () => {
  expect(bad(25)).toEqual([
    'problem Kubernetes 1.25',
    'warn feature gate ReadWriteOncePod',
    'warn feature gate NodeOutOfServiceVolumeDetach',
    'warn feature gate ValidatingAdmissionPolicy',
    'warn feature gate ServiceAccountTokenPodNodeInfo',
  ]);
  expect(about(25, 'NodeOutOfServiceVolumeDetach')?.remedy).toBe(
    '--feature-gates=NodeOutOfServiceVolumeDetach=true for kube-controller-manager',
  );
});

test('a gate that stops an API server is told, and once more in the version before', () => {
  expect(about(27, 'ExpandCSIVolumes')?.level).toBe('ok');
  expect(about(27, 'ExpandCSIVolumes')?.evidence).toContain(
    'since 1.27 no component starts that is given it',
  );
  expect(about(26, 'ExpandCSIVolumes')).toMatchObject({
    level: 'ok',
    remedy: 'take it out of every --feature-gates before 1.27',
  });
});

test('too old is a problem, too new is a warning', () => {
  expect(bad(22)).toContain('problem Kubernetes 1.22');
  expect(bad(99)).toEqual(['warn Kubernetes 1.99']);
});

test('a version that is none is refused with the flag and an example', () => {
  const read = (version: string) => {
    const problems = new ConfigProblems();
    return readDoctorConfig(
      readCommandLine(['--doctor', '--kubernetes-version', version], {}, problems),
      problems,
    );
  };
  expect(read('v1.30.4+rke2r1')).toMatchObject({ ok: true, value: { kubernetesMinor: 30 } });
  expect(read('30')).toMatchObject({ ok: false, problem: [{ where: '--kubernetes-version' }] });
});
