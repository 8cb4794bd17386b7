import { VolumeCapability_AccessMode_Mode as Mode } from '@twinsite/csi-adapter';
import { twoSites } from '@twinsite/xms-adapter/simulator';
import { expect, test } from 'vitest';
import { FileSide } from '../../src/world/file-side.js';
import { MIB, refusal, SIZE } from '../support/requests.js';
import { aWorld } from '../support/stand.js';

const CLASS = { shares: '10.7.9.9:/sdsfs/k8s-nfs/', access: 'node' };

interface Wish {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly mountFlags?: readonly string[];
  readonly bytes?: bigint;
  readonly limit?: bigint;
}

async function asked({ parameters = CLASS, mountFlags = [], bytes = SIZE, limit = 0n }: Wish) {
  const { files } = twoSites();
  if (files === undefined) throw new Error('the sites have no files');
  const side = new FileSide(await aWorld({ topology: twoSites({ files: { ...files, shares: [] } }) }));
  const { client } = await side.startController();
  const error = await refusal(
    client.controller.createVolume({
      name: 'pvc-1',
      capacityRange: { requiredBytes: bytes, limitBytes: limit },
      volumeCapabilities: [
        {
          accessType: { case: 'mount', value: { mountFlags: [...mountFlags] } },
          accessMode: { mode: Mode.MULTI_NODE_MULTI_WRITER },
        },
      ],
      parameters,
    }),
  );
  const { fsQuotaTrees, fsShares, fsShareAcls } = side.world.simulator.state;
  expect([fsQuotaTrees.all(), fsShares.all(), fsShareAcls.all()]).toEqual([[], [], []]);
  return `${error.status}: ${error.details}`;
}

test.each<[string, Wish, string]>([
  [
    'shares that are no address and path',
    { parameters: { ...CLASS, shares: 'k8s-nfs' } },
    'INVALID_ARGUMENT: parameters["shares"] = "k8s-nfs": give server:/path, an IPv6 address in brackets, e.g. 10.0.0.1:/sdsfs/folder/',
  ],
  [
    'shares on a folder below another',
    { parameters: { ...CLASS, shares: '10.7.9.9:/sdsfs/a/b/' } },
    'INVALID_ARGUMENT: parameters["shares"] = "10.7.9.9:/sdsfs/a/b/": name the folder itself, as <VIP>:/sdsfs/<folder>/',
  ],
  [
    'no shares',
    { parameters: { access: 'node' } },
    'INVALID_ARGUMENT: parameters["shares"]: name at least one, e.g. 10.0.0.1:/sdsfs/folder/',
  ],
  [
    'a folder that the array does not have',
    { parameters: { ...CLASS, shares: '10.7.9.9:/sdsfs/none/' } },
    'INVALID_ARGUMENT: parameters["shares"]: folder none does not exist; the array has csi-fs-1, k8s-nfs',
  ],
  [
    'a VIP that the array does not have',
    { parameters: { ...CLASS, shares: '10.7.9.8:/sdsfs/k8s-nfs/' } },
    'INVALID_ARGUMENT: parameters["shares"]: no file gateway group has the VIP 10.7.9.8; the array\'s VIPs are 10.7.9.9',
  ],
  [
    'a client group that the array does not have',
    { parameters: { ...CLASS, access: 'group', clientGroupName: 'none' } },
    'FAILED_PRECONDITION: client group none does not exist on array array-1; create it there, or correct clientGroupName',
  ],
  [
    'access by group without a group',
    { parameters: { ...CLASS, access: 'group' } },
    'INVALID_ARGUMENT: parameters["access"] = "group": access "group" needs the group: set clientGroupName',
  ],
  [
    'access of a word that there is not',
    { parameters: { ...CLASS, access: 'everyone' } },
    'INVALID_ARGUMENT: parameters["access"] = "everyone": give one of public, group, node',
  ],
  [
    'access by node with a group',
    { parameters: { ...CLASS, clientGroupName: 'k8s-cluster' } },
    'INVALID_ARGUMENT: parameters["clientGroupName"] = "k8s-cluster": access "node" has no group; leave clientGroupName out, or give access "group"',
  ],
  [
    'a parameter that there is not',
    { parameters: { ...CLASS, share: 'x' } },
    'INVALID_ARGUMENT: parameters["share"] = "x": unknown key; known keys are xmsServers, user, password, shares, clientGroupName, access',
  ],
  [
    'more than the folder has left',
    { bytes: 200n * 1024n * MIB },
    'RESOURCE_EXHAUSTED: folder k8s-nfs cannot take 200 GiB: 100 GiB of it are not promised yet; enlarge the folder or list another share',
  ],
  [
    'less than one unit of the array',
    { bytes: 1n, limit: 2n },
    'OUT_OF_RANGE: no volume size fits: capacity_range.limit_bytes 2 bytes is below the smallest volume, 1 MiB',
  ],
  [
    'NFS version 5',
    { mountFlags: ['vers=5'] },
    'INVALID_ARGUMENT: volume_capabilities[0].mount.mount_flags = "vers=5": the versions are vers=3, vers=4, vers=4.0, vers=4.1',
  ],
  [
    'two versions',
    { mountFlags: ['vers=3', 'nfsvers=4.1'] },
    'INVALID_ARGUMENT: volume_capabilities[0].mount.mount_flags = "nfsvers=4.1": vers=3 is given as well; give the version once',
  ],
  [
    'hard and soft',
    { mountFlags: ['hard', 'soft'] },
    'INVALID_ARGUMENT: volume_capabilities[0].mount.mount_flags = "hard": soft is given as well; give one of them',
  ],
  [
    'mounting in the background',
    { mountFlags: ['bg'] },
    'INVALID_ARGUMENT: volume_capabilities[0].mount.mount_flags = "bg": a mount that goes on in the background looks like a failed one; leave it out',
  ],
])('%s is refused with the field and what to do, and nothing is made', async (_, wish, answer) => {
  expect(await asked(wish)).toBe(answer);
});
