import { expect, test } from 'vitest';
import { createVolume, never, parseVolumeParameters } from '@twinsite/domain';
import { directoryOf, FakeArray, rawBlock, readWriteOnce } from '@twinsite/domain/testing';
import { requestFor } from './copied-volumes.js';

const least = { accessPaths: 'ap', pool: 'pool-a' };

test("every parameter is read, and the sidecars' own keys pass", () => {
  const all = {
    accessPaths: 'ap, ap-2',
    pool: ' pool-a ',
    xmsServers: '10.0.0.1,https://10.0.0.1:443,[fd00::1]',
    fsType: 'XFS',
    'csi.storage.k8s.io/fstype': 'xfs',
    'csi.storage.k8s.io/provisioner-secret-name': 'array',
    'csi.storage.k8s.io/pvc/name': 'data',
    mkfsOptions: '-K',
    flatten: 'false',
    minPaths: '2',
    requireBothSites: 'true',
    deletePolicy: 'trash',
  };
  expect(parseVolumeParameters(all)).toEqual({
    ok: true,
    value: {
      accessPaths: ['ap', 'ap-2'],
      pool: 'pool-a',
      xmsServers: ['10.0.0.1', 'https://10.0.0.1:443', '[fd00::1]'],
      fsType: 'xfs',
      mkfsOptions: '-K',
      flatten: false,
      minPaths: 2,
      requireBothSites: true,
      deletePolicy: 'trash',
    },
  });
  expect(parseVolumeParameters(least)).toMatchObject({
    value: { xmsServers: [], fsType: 'ext4', mkfsOptions: '', flatten: undefined, deletePolicy: 'final' },
  });
});

test.each([
  ['accesspaths', 'ap', /known keys are accessPaths/],
  ['accessPaths', '', /empty entry/],
  ['accessPaths', 'ap,,ap-2', /empty entry/],
  ['accessPaths', 'ap,ap', /listed twice/],
  ['pool', ' ', /name the pool/],
  ['xmsServers', '', /empty entry/],
  ['xmsServers', '10.0.0.1,10.0.0.1', /listed twice/],
  ['xmsServers', '10.0.0.1,http://10.0.0.1:8056/', /listed twice/],
  ['xmsServers', '[fd00::1],[FD00::1]:8056', /listed twice/],
  ['fsType', 'btrfs', /ext4, ext3, xfs/],
  ['fstype', 'xfs', /leave one of them out/],
  ['csi.storage.k8s.io/fstype', 'xfs', /leave one of them out/],
  ['flatten', 'yes', /"true" or "false"/],
  ['flatten', '', /"true" or "false"/],
  ['minPaths', '0', /1 to 99/],
  ['minPaths', '1.5', /1 to 99/],
  ['requireBothSites', '1', /"true" or "false"/],
  ['deletePolicy', 'keep', /"delete".*"trash"/],
])('%s = %j is refused by key, value and what is allowed', (key, value, remedy) => {
  const parameters: Record<string, string> = { ...least, fsType: 'ext4', [key]: value };
  const refused = parseVolumeParameters(parameters);
  expect(refused).toMatchObject({
    ok: false,
    problem: { kind: 'invalid-request', field: `parameters["${key}"]` },
  });
  if (refused.ok) return;
  expect(refused.problem).toMatchObject({ value });
  expect('remedy' in refused.problem && refused.problem.remedy).toMatch(remedy);
});

test.each([
  ['ext4', '-K', false],
  ['xfs', '-K', true],
  ['', '-m 0', true],
  ['xfs', '-m 0', false],
])(
  'mkfs options are judged by the file system of the claim: %s with %s',
  async (fsType, mkfsOptions, fits) => {
    const create = createVolume({ arrays: directoryOf(new FakeArray()) });
    const parameters = { ...least, mkfsOptions };
    const made = await create(requestFor({ parameters, capabilities: [readWriteOnce(fsType)] }), never);
    expect(made.ok).toBe(fits);
    if (made.ok) expect(made.value.context).toMatchObject({ mkfsOptions });
    expect((await create(requestFor({ parameters, capabilities: [rawBlock], name: 'raw' }), never)).ok).toBe(
      true,
    );
  },
);
