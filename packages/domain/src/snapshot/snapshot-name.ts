import type { Brand } from '../shared/brand.js';
import type { GeneralProblem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { parseVolumeName } from '../volume/volume-name.js';

/** The name the container orchestrator chose; also the snapshot's name on the array (idempotency key). */
export type SnapshotName = Brand<string, 'SnapshotName'>;

/** The same rules as a volume's name. */
export function parseSnapshotName(text: string, field: string): Result<SnapshotName, GeneralProblem> {
  const name = parseVolumeName(text, field);
  return name.ok ? ok(String(name.value) as SnapshotName) : name;
}
