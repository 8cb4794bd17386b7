import { ok, writeManagerMark } from '@twinsite/domain';
import type { ArrayAccessPath, CancelSignal, ManagerMark, Problem, Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../../client/poll.js';
import { refusedWith } from '../../client/refusal.js';
import type { ArrayContext } from '../array-context.js';
import { readRow } from './create-path.js';

/** `PATCH /access-paths/{id}` of the description as it is now, and waits until it is read back. */
export async function markPath(
  array: ArrayContext,
  path: ArrayAccessPath,
  mark: ManagerMark | undefined,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const id = Number(path.id);
  const now = await readRow(array, id, signal);
  if (!now.ok) return now;
  const description = writeManagerMark(now.value.description, mark);
  if (description === now.value.description) return ok(undefined);
  const operation = `mark access path ${path.name}`;
  const request = { path: `/access-paths/${id}`, body: { access_path: { description } }, operation };
  const ordered = await array.client.order('PATCH', request, signal);
  if (!ordered.ok) {
    if (ordered.problem.kind !== 'outcome-unknown' && !refusedWith(ordered.problem, 400, 409)) return ordered;
    const after = await readRow(array, id, signal);
    return after.ok && after.value.description === description ? ok(undefined) : ordered;
  }
  const look = async (): Promise<Result<Look<undefined>, Problem>> => {
    const after = await readRow(array, id, signal);
    if (!after.ok) return after;
    return ok(
      after.value.description === description
        ? { kind: 'settled', value: undefined }
        : { kind: 'unsettled', status: 'mark not shown yet' },
    );
  };
  const object = `mark of access path ${path.name}`;
  return pollUntilSettled(array, { array: array.client.array, object, look }, signal);
}
