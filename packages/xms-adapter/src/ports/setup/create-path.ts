import { failed, ok, readManagerMark, writeManagerMark } from '@twinsite/domain';
import type { CancelSignal, NewAccessPath, Problem, Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../../client/poll.js';
import { refusedWith } from '../../client/refusal.js';
import { decodeAccessPath, type WireAccessPath } from '../../wire/access-path.js';
import { settledWithAction } from '../../wire/settled.js';
import type { ArrayContext } from '../array-context.js';
import { readTargets } from '../read-targets.js';
import { removeAndAwait } from './await-gone.js';
import { gatewayHosts } from './gateway-hosts.js';
import { isSettled } from './gateway-targets.js';
import { listPaths } from './read-setup.js';

/**
 * `POST /access-paths/` with the hosts of all gateways. Whether an array refuses a name twice is not documented, so it is
 * not relied upon: of several paths of one name the oldest is the one, and ours is taken away again when it is not.
 */
export async function createPath(
  array: ArrayContext,
  wanted: NewAccessPath,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { name, type, gateways, manager } = wanted;
  const hosts = await gatewayHosts(array.client, gateways, signal);
  if (!hosts.ok) return hosts;
  const description = writeManagerMark('', { cluster: manager, origin: 'created' });
  const host_ids = hosts.value.map(({ id }) => id);
  const created = await array.client.change(
    'POST',
    {
      path: '/access-paths/',
      body: { access_path: { name, type, host_ids, description } },
      operation: `create access path ${name}`,
      decode: (from) => decodeAccessPath(from.object('access_path')),
    },
    signal,
  );
  if (!created.ok) return clarify(array, wanted, created.problem, signal);
  const settled = await settlePath(array, created.value, signal);
  return settled.ok ? keepIfOldest(array, created.value, signal) : settled;
}

/** A path that came out not well is settled too: its status says so to whoever reads it. */
function settlePath(
  array: ArrayContext,
  { id, name }: WireAccessPath,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const object = `access path ${name}`;
  const look = async (): Promise<Result<Look<undefined>, Problem>> => {
    const path = await readRow(array, id, signal);
    if (!path.ok) return path;
    const { status, actionStatus } = path.value;
    const ofPath = status === 'warning' ? 'done' : settledWithAction(status, actionStatus);
    if (ofPath === 'in-progress') return ok({ kind: 'unsettled', status });
    const targets = await readTargets(array.client, { access_path_id: id }, signal);
    if (!targets.ok) return targets;
    const open = targets.value.find((target) => !isSettled(target.status));
    if (open === undefined) return ok({ kind: 'settled', value: undefined });
    return ok({ kind: 'unsettled', status: `target on ${open.hostName} ${open.status}` });
  };
  return pollUntilSettled(array, { array: array.client.array, object, look }, signal);
}

export function readRow(
  array: ArrayContext,
  id: number,
  signal: CancelSignal,
): Promise<Result<WireAccessPath, Problem>> {
  const request = { path: `/access-paths/${id}`, operation: `read access path ${id}` };
  return array.client.get(request, (from) => decodeAccessPath(from.object('access_path')), signal);
}

async function keepIfOldest(
  array: ArrayContext,
  { id, name }: WireAccessPath,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const named = await pathsNamed(array, name, signal);
  if (!named.ok) return named;
  const oldest = Math.min(id, ...named.value.map((path) => path.id));
  if (oldest === id) return ok(undefined);
  const removed = await deletePath(array, { id, name }, signal);
  return removed.ok ? failed(taken(array, name, oldest)) : removed;
}

/**
 * A duplicate name has no status of its own, so the look-up decides what a refusal meant. When the answer was lost, a path with
 * the mark of this cluster is the one that was asked for.
 */
async function clarify(
  array: ArrayContext,
  { name, manager }: NewAccessPath,
  problem: Problem,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const isLost = problem.kind === 'outcome-unknown';
  if (!isLost && !refusedWith(problem, 400, 409)) return failed(problem);
  const named = await pathsNamed(array, name, signal);
  if (!named.ok) return named;
  const [existing, ...others] = named.value;
  if (existing === undefined) return failed(problem);
  const mark = readManagerMark(existing.description);
  const isOurs = mark !== undefined && mark !== 'unreadable' && mark.cluster === manager;
  if (isLost && isOurs && others.length === 0) return settlePath(array, existing, signal);
  return failed(taken(array, name, existing.id));
}

async function pathsNamed(
  array: ArrayContext,
  name: string,
  signal: CancelSignal,
): Promise<Result<readonly WireAccessPath[], Problem>> {
  const paths = await listPaths(array, signal);
  return paths.ok ? ok(paths.value.filter((path) => path.name === name)) : paths;
}

function taken({ client }: ArrayContext, name: string, id: number): Problem {
  const detail = `the array has an access path of this name (id ${id})`;
  return { kind: 'outcome-unknown', array: client.array, operation: `create access path ${name}`, detail };
}

export function deletePath(
  array: ArrayContext,
  { id, name }: Pick<WireAccessPath, 'id' | 'name'>,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const look = async (): Promise<Result<string | undefined, Problem>> => {
    const paths = await listPaths(array, signal);
    return paths.ok ? ok(paths.value.find((path) => path.id === id)?.status) : paths;
  };
  return removeAndAwait(
    array,
    { object: `access path ${name}`, request: { path: `/access-paths/${id}` }, look },
    signal,
  );
}
