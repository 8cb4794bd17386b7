import fc from 'fast-check';
import {
  bytes,
  GIB,
  parseFileParameters,
  readFileContext,
  readVolumeInfo,
  writeFileContext,
  type FileAccess,
  type MadeFileVolume,
  type VolumeName,
} from '@twinsite/domain';
import { describe, expect, test } from 'vitest';

const name = 'pvc-6ba1' as VolumeName;
const vip = '192.168.120.250';
const folder = { id: '11', name: 'csi-fs-1' };

/** As the vendor's driver writes it; the article's sample. */
const vendorInfo = (group: string, share: number): string =>
  `{"id":0,"name":"pvc-6ba1","sc":{"id":0,"name":"","xmsServers":"10.0.0.1,10.0.0.2","user":"admin","password":"admin","client_group_name":"${group}","shares":["${vip}:/sdsfs/csi-fs-1/"]},"size":5368709120,"shares":null,"folder_id":11,"quota_tree_id":6,"gateway_group_id":2,"full_share_path":"${vip}:/sdsfs/csi-fs-1/pvc-6ba1","share_id":${share},"client_group_id":${share}}`;

function made(access: FileAccess): MadeFileVolume {
  const tree = { array: 'array-1', id: '6', name, folder, size: bytes(5n * GIB), used: bytes(0n) };
  const who = { kind: 'group', id: '9', name: 'k8s' } as const;
  const acl = { id: '1', who, permission: 'read-write', changed: '' } as const;
  const share = { id: '4', folder: '11', tree: '6', gatewayGroup: '2', acls: [acl] };
  return {
    tree: { ...tree, state: { kind: 'ready' } },
    home: { vip, folder: folder.name },
    gatewayGroup: { id: '2', name: 'gg', vip, gateways: [] },
    access,
    share: access.kind === 'public' ? undefined : share,
  };
}

function contextOf(access: FileAccess): Record<string, string> {
  const given = { xmsServers: '10.0.0.1,10.0.0.2', user: 'admin', password: 'admin' };
  const parameters = parseFileParameters({ ...given, shares: `${vip}:/sdsfs/csi-fs-1/` });
  if (!parameters.ok) throw new Error('the class is well-formed');
  return writeFileContext(made(access), parameters.value);
}

describe('the volume context', () => {
  test('has the volumeInfo of the vendor, key by key, but no secret', () => {
    const secretless = (text: string) => text.replaceAll('"admin"', '""');
    expect(contextOf({ kind: 'public' })['volumeInfo']).toBe(secretless(vendorInfo('', 0)));
    const ofGroup = vendorInfo('k8s', 0).replace(
      '"share_id":0,"client_group_id":0',
      '"share_id":4,"client_group_id":9',
    );
    expect(contextOf({ kind: 'group', group: 'k8s' })['volumeInfo']).toBe(secretless(ofGroup));
  });

  test('has the keys of the article, and says which version of ours wrote it', () => {
    const context = contextOf({ kind: 'node' });
    expect({ ...context, volumeInfo: '' }).toEqual({
      volumeInfo: '',
      'twinsite/v': '1',
      'twinsite/array': 'array-1',
      'twinsite/access': 'node',
      shares: `${vip}:/sdsfs/csi-fs-1/`,
      xmsServers: '10.0.0.1,10.0.0.2',
    });
  });

  test.each<FileAccess>([{ kind: 'public' }, { kind: 'group', group: 'k8s' }, { kind: 'node' }])(
    'tells how the volume is had: %j',
    (access) => {
      expect(readFileContext(contextOf(access))).toEqual({ access, vip, gatewayGroup: '2' });
    },
  );

  test.each<[string, FileAccess | undefined]>([
    [vendorInfo('', 0), { kind: 'public' }],
    [vendorInfo('k8s', 4), { kind: 'group', group: 'k8s' }],
    [vendorInfo('', 4), undefined],
    ['{"id":0,"name":"pvc-\n', undefined],
    ['', undefined],
  ])('of the vendor tells it too, or leaves it to the array', (volumeInfo, access) => {
    expect(readFileContext({ volumeInfo }).access).toEqual(access);
  });

  test('no text makes the reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const info = readVolumeInfo(text);
        expect(info === undefined || typeof info.clientGroupName === 'string').toBe(true);
      }),
    );
  });
});
