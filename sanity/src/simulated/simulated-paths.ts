import type { SimulatedLinux } from '@twinsite/linux-host/testing';
import { describeProblem, type Problem, type Result } from '@twinsite/domain';
import type { PathKeeper } from '../paths/path-keeper.js';

/** csi-sanity's paths on a simulated host. */
export function simulatedPaths({ paths, mounts }: Pick<SimulatedLinux, 'paths' | 'mounts'>): PathKeeper {
  return {
    create: async (path) => {
      if (paths.kindOf(path) !== undefined)
        throw new Error(`${path} exists already: an earlier spec left it`);
      must(await paths.makeDirectory(path));
    },
    remove: async (path) => {
      if (paths.kindOf(path) === undefined) throw new Error(`${path} is gone: the driver has removed it`);
      must(await paths.removeEmpty(path));
    },
    kindOf: (path) => {
      // What is mounted hides what is below: a device node, or the root of a file system.
      const mount = mounts.topAt(path);
      if (mount !== undefined) return Promise.resolve(mount.node === undefined ? 'directory' : 'other');
      return Promise.resolve(paths.kindOf(path) ?? 'not_found');
    },
  };
}

function must(result: Result<void, Problem>): void {
  if (!result.ok) throw new Error(describeProblem(result.problem));
}
