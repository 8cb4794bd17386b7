import { FILE_GATEWAYS, NODES } from '../../network/topology.js';
import type { FilesSpec } from '@twinsite/xms-adapter/simulator';
import type { World } from '../world/world.js';

/** The storage itself: trees in the book, whatever lies in a folder, projects with a size. */
export const STORAGE_SCRIPT = `for tree in $(ls /srv/.trees); do echo "tree $tree"; done
find /srv/sdsfs -mindepth 2 -maxdepth 2 -printf 'directory %p\n'
xfs_quota -x -c 'report -p -n -N -b' /srv | awk '$1 != "#0" && ($2 > 0 || $4 > 0) { print "project", $1 }'`;
const NODE_SCRIPT = `awk '$3 ~ /^nfs/ { print "mount", $2 }' /proc/mounts
awk 'NR > 1 { print "superblock", $0 }' /proc/fs/nfsfs/volumes
[ ! -d /var/lib/twinsite ] || find /var/lib/twinsite -type f -printf 'state %p\n'
[ ! -d /var/lib/kubelet ] || find /var/lib/kubelet -mindepth 1 -type d -path '*/data/mount' -printf 'directory %p\n'`;

/** Everything that deleted NFS volumes must not leave, from kernels, tables of gateways and the array; one line each. */
export async function nfsLeftovers({
  lab,
  simulator,
  signal,
}: Pick<World, 'lab' | 'simulator' | 'signal'>): Promise<readonly string[]> {
  const limits = { deadlineMs: 20_000, signal };
  const { shares = [] } = simulator.topology.files ?? {};
  const shown = await Promise.all([
    lab.guest('backing').agent.must(STORAGE_SCRIPT, limits),
    ...NODES.map((name) => lab.guest(name).agent.must(NODE_SCRIPT, limits)),
    ...FILE_GATEWAYS.map((name) => lab.fileGateways.agent(name).must(foreignExports(shares), limits)),
  ]);
  const { state } = simulator;
  return [
    ...shown.join('').split('\n').filter(Boolean),
    ...state.fsQuotaTrees.all().map(({ name }) => `array: quota tree ${name}`),
    ...state.fsShares
      .all()
      .slice(shares.length)
      .map(({ id }) => `array: share ${id}`),
  ];
}

/** What the gateway exports beside what the administrator has shared. */
function foreignExports(shares: FilesSpec['shares']): string {
  const foreign = ['NF > 0', ...shares.map(({ folder }) => `$1 != "/sdsfs/${folder}"`)].join(' && ');
  return `awk '${foreign} { print "export", $1, $2 }' /var/lib/nfs/etab`;
}
