import { describe, expect, test } from 'vitest';
import { CLASS, createRequest, MIB, refusal, SIZE } from '../support/requests.js';
import { volumeNames } from '../support/simulator-log.js';
import { aController, aWorld } from '../support/stand.js';

const TIB = 1024n * 1024n * MIB;

describe('CreateVolume creates nothing', () => {
  test.each([
    [
      'of an unknown pool',
      { parameters: { ...CLASS, pool: 'pool-x' } },
      'INVALID_ARGUMENT',
      /pool-x.*pool-a/,
    ],
    [
      'of an unknown access path',
      { parameters: { ...CLASS, accessPaths: 'ap-x' } },
      'INVALID_ARGUMENT',
      /ap-x.*ap-k8s/,
    ],
    ['with an unknown parameter', { parameters: { ...CLASS, pol: 'pool-a' } }, 'INVALID_ARGUMENT', /pol/],
    ['without an access path', { parameters: { pool: 'pool-a' } }, 'INVALID_ARGUMENT', /accessPaths/],
    [
      'with a malformed path count',
      { parameters: { ...CLASS, minPaths: '-1' } },
      'INVALID_ARGUMENT',
      /minPaths.*-1/,
    ],
    [
      'with an unknown file system',
      { parameters: { ...CLASS, fsType: 'btrfs' } },
      'INVALID_ARGUMENT',
      /btrfs/,
    ],
    [
      'with malformed managers',
      { parameters: { ...CLASS, xmsServers: 'http://[,;' } },
      'INVALID_ARGUMENT',
      /xmsServers/,
    ],
    ['of size zero', { capacityRange: {} }, 'INVALID_ARGUMENT', /capacity_range/],
    [
      'of a negative size',
      { capacityRange: { requiredBytes: -1n } },
      'INVALID_ARGUMENT',
      /required_bytes.*-1/,
    ],
    ['of a huge size', { capacityRange: { requiredBytes: 2n ** 62n } }, 'OUT_OF_RANGE', /required_bytes/],
    ['larger than its pool', { capacityRange: { requiredBytes: TIB } }, 'RESOURCE_EXHAUSTED', /pool-a/],
    [
      'with a limit below the required size',
      { capacityRange: { requiredBytes: SIZE, limitBytes: SIZE - MIB } },
      'OUT_OF_RANGE',
      /limit_bytes/,
    ],
    [
      'with a limit below the smallest size',
      { capacityRange: { limitBytes: 1n } },
      'OUT_OF_RANGE',
      /limit_bytes/,
    ],
    ['without a name', { name: '' }, 'INVALID_ARGUMENT', /name/],
    ['with a name no array could take', { name: 'pvc\u0000-1' }, 'INVALID_ARGUMENT', /name/],
    ['without a capability', { volumeCapabilities: [] }, 'INVALID_ARGUMENT', /capabilit/],
    ['with half a secret', { secrets: { user: 'admin' } }, 'INVALID_ARGUMENT', /password/],
  ])('%s', async (_, change, status, words) => {
    const world = await aWorld();
    const { client } = await aController(world);
    const error = await refusal(client.controller.createVolume(createRequest('pvc-1', change)));
    expect([error.status, error.details]).toEqual([status, expect.stringMatching(words)]);
    expect(volumeNames(world.simulator)).toEqual([]);
  });
});

test('CreateVolume of a name that exists with another size refuses and leaves it alone', async () => {
  const world = await aWorld();
  const { client } = await aController(world);
  await client.controller.createVolume(createRequest('pvc-1'));
  const larger = createRequest('pvc-1', { capacityRange: { requiredBytes: 2n * SIZE } });
  const error = await refusal(client.controller.createVolume(larger));
  expect(error.status).toBe('ALREADY_EXISTS');
  expect(error.details).toMatch(/64 MiB.*128 MiB/);
  expect(world.simulator.state.volumes.all().map(({ size }) => size)).toEqual([Number(SIZE)]);
  const { volume } = await client.controller.createVolume(createRequest('pvc-1'));
  expect(volume).toMatchObject({ volumeId: 'csi-iscsi-vid-pvc-1', capacityBytes: SIZE });
  expect(volume?.accessibleTopology).toEqual([]);
});

test('CreateVolume of a name that exists in another pool refuses', async () => {
  const world = await aWorld();
  const { client } = await aController(world);
  await client.controller.createVolume(createRequest('pvc-1'));
  const elsewhere = createRequest('pvc-1', { parameters: { ...CLASS, pool: 'pool-b' } });
  expect((await refusal(client.controller.createVolume(elsewhere))).status).toBe('ALREADY_EXISTS');
  expect(volumeNames(world.simulator)).toEqual(['pvc-1']);
});
