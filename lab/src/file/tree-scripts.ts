import type { BackingFolder, BackingTree } from '@twinsite/xms-adapter/simulator';

/** Where the file system is mounted in `backing`; exports are paths below it. */
export const ROOT = '/srv';
/** A link per tree, named by its id, to where it is: the array knows a tree that it removes by its id only. */
const BOOK = `${ROOT}/.trees`;

export const pathOf = (folder: string, tree: string): string => `${ROOT}/sdsfs/${folder}/${tree}`;

export function ensureFolderScript({ name }: BackingFolder): string {
  return `mkdir -p '${ROOT}/sdsfs/${name}'`;
}

/**
 * The tree is one quota project. Whoever mounts it may write to it: which users may is up to the workload. xfs_quota(8)
 * takes one `project -p` per call; more of them move the first path.
 */
export function ensureTreeScript({ folder, name, id, sizeBytes }: BackingTree): string {
  const path = pathOf(folder, name);
  return `set -e
ln -sfn '${folder}/${name}' ${BOOK}/${id}
[ -d '${path}' ] || mkdir -m 0777 '${path}'
[ "$(xfs_io -c lsproj '${path}')" = 'projid = ${id}' ] || \
  xfs_quota -x -c 'project -s -p ${path} ${id}' ${ROOT} > /dev/null
xfs_quota -x -c 'limit -p bhard=${sizeBytes} ${id}' ${ROOT}`;
}

/** The place may have been given to another tree since: only a directory of this project goes. */
export function removeTreeScript(id: number): string {
  return `set -e
[ -L ${BOOK}/${id} ] || exit 0
path=${ROOT}/sdsfs/$(readlink ${BOOK}/${id})
if [ "$(xfs_io -r -c lsproj "$path" 2>&1)" = 'projid = ${id}' ]; then rm -rf "$path"; fi
xfs_quota -x -c 'limit -p bhard=0 ${id}' ${ROOT}
rm ${BOOK}/${id}`;
}

/** Which trees the folder has, then how much every project uses. */
export function usageScript(folder: string): string {
  return `cd ${BOOK} && for id in *; do case $(readlink "$id") in '${folder}'/*) echo "tree $id" ;; esac; done
xfs_quota -x -c 'report -p -n -N -b' ${ROOT}`;
}

/** Bytes in use, by id of the trees that the script has named; the report counts in KiB. */
export function parseUsage(text: string): ReadonlyMap<number, bigint> {
  const ids = [...text.matchAll(/^tree (\d+)$/gm)].map((match) => Number(match[1]));
  const rows = [...text.matchAll(/^#(\d+)\s+(\d+)\s/gm)];
  const used = new Map(rows.map((match) => [Number(match[1]), BigInt(match[2] ?? 0) * 1024n]));
  return new Map(ids.map((id) => [id, used.get(id) ?? 0n]));
}
