import { ok, type ArrayAccessPath, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../../client/poll.js';
import { refusedWith } from '../../client/refusal.js';
import { settledBy } from '../../wire/settled.js';
import type { WireTarget } from '../../wire/target.js';
import type { ArrayContext } from '../array-context.js';
import { MappingGroups } from '../mapping-groups.js';
import { readTargets } from '../read-targets.js';
import { removeAndAwait } from './await-gone.js';
import { gatewayHosts } from './gateway-hosts.js';

/** Whether the array works on it no more, well or not. `warning`: some gateways are out. */
export const isSettled = (status: string): boolean =>
  status === 'warning' || settledBy(status) !== 'in-progress';

/** `POST /targets/`; a target that is there already, or is being made, is waited for. */
export async function addGateway(
  array: ArrayContext,
  path: ArrayAccessPath,
  gateway: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const hosts = await gatewayHosts(array.client, [gateway], signal);
  if (!hosts.ok) return hosts;
  const present = await targetOf(array, path, gateway, signal);
  if (!present.ok) return present;
  if (present.value === undefined) {
    const [host] = hosts.value;
    const target = { access_path_id: Number(path.id), host_id: host?.id };
    const operation = `make a target of access path ${path.name} on gateway ${gateway}`;
    const request = { path: '/targets/', body: { target }, operation };
    const ordered = await array.client.order('POST', request, signal);
    if (!ordered.ok) {
      if (ordered.problem.kind !== 'outcome-unknown' && !refusedWith(ordered.problem, 400, 409))
        return ordered;
      const now = await targetOf(array, path, gateway, signal);
      if (!now.ok || now.value === undefined) return ordered;
    }
  }
  return awaitTarget(array, path, gateway, signal);
}

/** With `force` where volumes are mapped: without it an array refuses to take away a target in use. */
export async function removeGateway(
  array: ArrayContext,
  path: ArrayAccessPath,
  gateway: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const groups = await new MappingGroups(array.client).list({ access_path_id: Number(path.id) }, signal);
  if (!groups.ok) return groups;
  return removeTarget(array, path, { gateway, force: groups.value.length > 0 }, signal);
}

export async function removeTarget(
  array: ArrayContext,
  path: ArrayAccessPath,
  { gateway, force }: { readonly gateway: string; readonly force: boolean },
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const present = await targetOf(array, path, gateway, signal);
  if (!present.ok) return present;
  if (present.value === undefined) return ok(undefined);
  const request = { path: `/targets/${present.value.id}`, ...(force ? { query: { force } } : {}) };
  const look = async (): Promise<Result<string | undefined, Problem>> => {
    const now = await targetOf(array, path, gateway, signal);
    return now.ok ? ok(now.value?.status) : now;
  };
  const object = `target of access path ${path.name} on gateway ${gateway}`;
  return removeAndAwait(array, { object, request, look }, signal);
}

function awaitTarget(
  array: ArrayContext,
  path: ArrayAccessPath,
  gateway: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const look = async (): Promise<Result<Look<undefined>, Problem>> => {
    const now = await targetOf(array, path, gateway, signal);
    if (!now.ok) return now;
    const status = now.value?.status ?? 'not listed yet';
    return ok(isSettled(status) ? { kind: 'settled', value: undefined } : { kind: 'unsettled', status });
  };
  const object = `target of access path ${path.name} on gateway ${gateway}`;
  return pollUntilSettled(array, { array: array.client.array, object, look }, signal);
}

async function targetOf(
  array: ArrayContext,
  path: ArrayAccessPath,
  gateway: string,
  signal: CancelSignal,
): Promise<Result<WireTarget | undefined, Problem>> {
  const targets = await readTargets(array.client, { access_path_id: Number(path.id) }, signal);
  return targets.ok ? ok(targets.value.find(({ hostName }) => hostName === gateway)) : targets;
}
