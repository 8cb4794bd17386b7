import { failed, ok, readGroupOwner, type Problem, type Result } from '@twinsite/domain';
import type { GroupSession } from '../actions/session.js';
import type { OpenArrays } from '../workbench.js';

/** The session with this cluster as its source. */
export const turnedFrom = (session: GroupSession, from: string): GroupSession =>
  session.source.settings.id === from
    ? session
    : { ...session, source: session.target, target: session.source };

/** The session turned so that its source is the cluster that owns the group by the arrays' word. */
export async function fromOwner(
  session: GroupSession,
  arrays: OpenArrays,
): Promise<Result<GroupSession, Problem>> {
  const { group, source, target, signal } = session;
  const owners = await readGroupOwner(arrays.listed(), group.name, signal);
  if (!owners.ok) return owners;
  const names = [...new Set(owners.value.flatMap(({ current }) => current?.owner ?? []))];
  const [owner = ''] = names;
  const ours = [source.settings.id, target.settings.id];
  if (names.length === 1 && ours.includes(owner)) return ok(turnedFrom(session, owner));
  const found = names.length === 0 ? 'nobody owns it' : `it is owned by ${names.join(' and ')}`;
  const evidence = `${found}; look with drctl owner ${group.name}`;
  const array = owners.value.map((one) => one.array.name).join(', ');
  return failed({ kind: 'owner-unknown', volume: `(all of ${group.name})`, array, evidence });
}
