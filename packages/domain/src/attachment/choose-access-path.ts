import { pathOnArray, type NameRoom } from '../access-path/resolve-access-path.js';
import type { Located } from '../array/ask-arrays.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { VolumeContext } from '../volume/volume-context.js';
import type { AccessPath } from './access-path.js';

export interface PathHints extends NameRoom {
  readonly context: VolumeContext;
  /** What is remembered of the volume elsewhere; only asked when nothing else decides. */
  readonly recorded: () => Promise<Result<string | undefined, Problem>>;
  /** The driver's own setting. */
  readonly byDefault: string | undefined;
}

const FIELD = 'volume_context["accessPaths"]';

/**
 * The access path the volume is mapped through already, else the one of its context, else the only one there is, else the
 * recorded one, else the driver's default. A PV of the vendor's driver may name none.
 */
export async function chooseAccessPath(
  located: Located,
  hints: PathHints,
  signal: CancelSignal,
): Promise<Result<AccessPath, Problem>> {
  const { array, volume } = located;
  const named = volume.accessPath === undefined ? nameInContext(located, hints) : ok(volume.accessPath);
  if (!named.ok) return named;
  if (named.value !== undefined) return array.accessPaths.find(named.value, signal);
  const names = await array.accessPaths.names(signal);
  if (!names.ok) return names;
  const chosen = await chooseOf(names.value, located, hints);
  return chosen.ok ? array.accessPaths.find(chosen.value, signal) : chosen;
}

/** What this driver wrote is the array's name; the vendor's driver wrote what the StorageClass said. */
function nameInContext({ array }: Located, hints: PathHints): Result<string | undefined, Problem> {
  const { accessPath, isOurs } = hints.context;
  if (accessPath === undefined || isOurs) return ok(accessPath);
  return pathOnArray(hints, { name: accessPath, field: FIELD }, array);
}

async function chooseOf(
  names: readonly string[],
  { array }: Located,
  hints: PathHints,
): Promise<Result<string, Problem>> {
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return ok(only);
  const recorded = await hints.recorded();
  if (recorded.ok && recorded.value !== undefined && names.includes(recorded.value))
    return ok(recorded.value);
  if (hints.byDefault !== undefined) {
    return pathOnArray(hints, { name: hints.byDefault, field: 'defaultAccessPath' }, array);
  }
  // The record could have told, so the answer is not that nobody has chosen.
  if (!recorded.ok) return recorded;
  const remedy = `name one in the volume's context or as the driver's default; ${array.name} has: ${names.join(', ') || 'none'}`;
  return failed({ kind: 'invalid-request', field: FIELD, remedy });
}
