import type { Located } from '../array/ask-arrays.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, type Result } from '../shared/result.js';
import type { AccessPath } from './access-path.js';

/**
 * The access path the volume is mapped through already, else the wanted one, else the only one there is. A PV of the
 * vendor's driver may name none.
 */
export async function chooseAccessPath(
  { array, volume }: Located,
  wanted: string | undefined,
  signal: CancelSignal,
): Promise<Result<AccessPath, Problem>> {
  const name = volume.accessPath ?? wanted;
  if (name !== undefined) return array.accessPaths.find(name, signal);
  const names = await array.accessPaths.names(signal);
  if (!names.ok) return names;
  const [only, ...others] = names.value;
  if (only !== undefined && others.length === 0) return array.accessPaths.find(only, signal);
  const remedy = `name one in the volume's context or as the driver's default; ${array.name} has: ${names.value.join(', ') || 'none'}`;
  return failed({ kind: 'invalid-request', field: 'volume_context["accessPaths"]', remedy });
}
