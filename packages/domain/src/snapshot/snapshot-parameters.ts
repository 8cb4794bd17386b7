import type { GeneralProblem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { isSidecarKey, parseFlag } from '../volume/parameter-fields.js';
import type { SnapshotNotes } from './snapshot-notes.js';

const KEYS = ['flatten', 'use'];

/** A VolumeSnapshotClass of the block driver. */
export function parseSnapshotParameters(
  parameters: Readonly<Record<string, string>>,
): Result<SnapshotNotes, GeneralProblem> {
  const unknown = Object.keys(parameters).find((key) => !KEYS.includes(key) && !isSidecarKey(key));
  if (unknown !== undefined) {
    return failed({
      kind: 'invalid-request',
      field: `parameters["${unknown}"]`,
      value: parameters[unknown] ?? '',
      remedy: `unknown key; known keys are ${KEYS.join(', ')}`,
    });
  }
  const flatten = parseFlag(parameters, 'flatten');
  if (!flatten.ok) return flatten;
  const use = parseFlag(parameters, 'use');
  return use.ok ? ok({ flatten: flatten.value, use: use.value ?? true }) : use;
}
