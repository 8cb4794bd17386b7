import { failed, ok } from '@twinsite/domain';
import type { AccessPath, AccessPaths, CancelSignal, Problem, Result } from '@twinsite/domain';
import type { XmsClient } from '../client/xms-client.js';
import { decodeAccessPath, type WireAccessPath } from '../wire/access-path.js';
import type { ArrayContext } from './array-context.js';
import { completeAccessPath } from './complete-access-path.js';
import { ALL_PATHS } from './forget-access-path.js';
import { readTargets } from './read-targets.js';

/** `/access-paths/` with `/targets/` and the addresses of their hosts, or with its VIPs. Kept for `topologyAgeMs`. */
export class XmsAccessPaths implements AccessPaths {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  find(name: string, signal: CancelSignal): Promise<Result<AccessPath, Problem>> {
    return this.array.memory.accessPaths.getOrRead(name, () => this.read(name, signal));
  }

  async names(signal: CancelSignal): Promise<Result<readonly string[], Problem>> {
    const paths = await this.listed(signal);
    return paths.ok ? ok([...new Set(paths.value.map(({ name }) => name))]) : paths;
  }

  private async read(name: string, signal: CancelSignal): Promise<Result<AccessPath, Problem>> {
    const path = await this.single(name, signal);
    if (!path.ok) return path;
    const targets = await readTargets(this.array.client, { access_path_id: path.value.id }, signal);
    if (!targets.ok) return targets;
    return completeAccessPath(this.array, { path: path.value, targets: targets.value }, signal);
  }

  private async single(name: string, signal: CancelSignal): Promise<Result<WireAccessPath, Problem>> {
    const known = await this.listed(signal);
    if (!known.ok) return known;
    const matches = known.value.filter((path) => path.name === name);
    const [only, ...others] = matches;
    if (only !== undefined && others.length === 0) return ok(only);
    this.array.memory.accessPathList.forget(ALL_PATHS);
    if (only === undefined) {
      const names = known.value.map((path) => path.name);
      return failed({ kind: 'access-path-missing', accessPath: name, known: names });
    }
    const ids = matches.map(({ id, type }) => `id ${id} (${type})`).join(' and ');
    const remedy = `${this.array.client.array} has several access paths of this name, ${ids}; rename all but one`;
    return failed({ kind: 'invalid-request', field: 'accessPaths', value: name, remedy });
  }

  private listed(signal: CancelSignal): Promise<Result<readonly WireAccessPath[], Problem>> {
    return this.array.memory.accessPathList.getOrRead(ALL_PATHS, () =>
      readAccessPaths(this.array.client, signal),
    );
  }
}

/** Those over which a block volume can be reached with iSCSI. */
export async function readAccessPaths(
  client: XmsClient,
  signal: CancelSignal,
): Promise<Result<readonly WireAccessPath[], Problem>> {
  const request = { path: '/access-paths/', key: 'access_paths', operation: 'list access paths' };
  const paths = await client.list(request, decodeAccessPath, signal);
  return paths.ok ? ok(paths.value.filter(({ type }) => type !== 'FC' && type !== 'Local')) : paths;
}
