import { all, failed, ok, readManagerMark } from '@twinsite/domain';
import type { ArrayAccessPath, ArrayTarget, ArrayVip, CancelSignal, Problem, Result } from '@twinsite/domain';
import { decodeAccessPath, type WireAccessPath } from '../../wire/access-path.js';
import { settledBy } from '../../wire/settled.js';
import type { ArrayContext } from '../array-context.js';
import { addressSources, placeOf, readHosts, readTargets } from '../read-targets.js';
import { readVipRows, type VipRow, type VipRows } from '../vip-rows.js';
import { mappedThrough } from './mapped-through.js';

/** Everything about one access path, read now; an IQN that the array has not given yet is empty. */
export async function readSetup(
  array: ArrayContext,
  name: string,
  signal: CancelSignal,
): Promise<Result<ArrayAccessPath | undefined, Problem>> {
  const found = await findPath(array, name, signal);
  if (!found.ok || found.value === undefined) return found.ok ? ok(undefined) : found;
  const path = found.value;
  const [targets, vips, mappedVolumes] = await Promise.all([
    targetsOf(array, path, signal),
    readVipRows(array.client, path, signal),
    path.volumeNum === undefined ? countMapped(array, path, signal) : ok(path.volumeNum),
  ]);
  if (!targets.ok) return targets;
  if (!vips.ok) return vips;
  if (!mappedVolumes.ok) return mappedVolumes;
  const { id, type, iqn, description } = path;
  return ok({
    id: String(id),
    name,
    type,
    status: wellOr(path.status),
    iqn,
    mark: readManagerMark(description),
    targets: targets.value,
    vips: vips.value.vips.map(toVip),
    preempt: preemptOf(vips.value),
    mappedVolumes: mappedVolumes.value,
  });
}

/** All access paths, of whatever type. */
export function listPaths(
  array: ArrayContext,
  signal: CancelSignal,
): Promise<Result<readonly WireAccessPath[], Problem>> {
  const request = { path: '/access-paths/', key: 'access_paths', operation: 'list access paths' };
  return array.client.list(request, decodeAccessPath, signal);
}

async function findPath(
  array: ArrayContext,
  name: string,
  signal: CancelSignal,
): Promise<Result<WireAccessPath | undefined, Problem>> {
  const paths = await listPaths(array, signal);
  if (!paths.ok) return paths;
  const [only, ...others] = paths.value.filter((path) => path.name === name);
  if (only === undefined) return ok(undefined);
  if (others.length > 0) {
    const ids = [only, ...others].map(({ id, type }) => `id ${id} (${type})`).join(' and ');
    return unusable(
      name,
      `${array.client.array} has several access paths of this name, ${ids}; rename all but one`,
    );
  }
  if (only.type === 'FC' || only.type === 'Local') {
    const remedy = `the access path of this name on ${array.client.array} is of type ${only.type}, which iSCSI cannot use; choose another name`;
    return unusable(name, remedy);
  }
  return ok(only);
}

function unusable(value: string, remedy: string): Result<never, Problem> {
  return failed({ kind: 'invalid-request', field: 'spec.name', value, remedy });
}

async function targetsOf(
  array: ArrayContext,
  path: WireAccessPath,
  signal: CancelSignal,
): Promise<Result<readonly ArrayTarget[], Problem>> {
  const [targets, hosts] = await Promise.all([
    readTargets(array.client, { access_path_id: path.id }, signal),
    readHosts(array.client, signal),
  ]);
  if (!targets.ok) return targets;
  if (!hosts.ok) return hosts;
  const byId = new Map(hosts.value.map((host) => [host.id, host]));
  const sources = all(
    await Promise.all(targets.value.map((target) => addressSources(array.client, { target, byId }, signal))),
  );
  if (!sources.ok) return sources;
  return ok(
    sources.value.map((source) => {
      const { iqn, status } = source.target;
      const place = placeOf(source, array.siteMap);
      return { ...place, iqn: iqn === '' ? path.iqn : iqn, status: wellOr(status) };
    }),
  );
}

function toVip({ vip, holder, byDefault }: VipRow): ArrayVip {
  const { ip, mask = 32, status } = vip;
  return {
    address: ip,
    mask,
    defaultGateway: byDefault?.hostName,
    holder: holder?.hostName,
    status: wellOr(status),
  };
}

/** One word for being well; any other as the array has it. */
const wellOr = (status: string): string => (settledBy(status) === 'done' ? 'active' : status);

/** Of several groups one without preempt makes the whole path one without. */
const preemptOf = ({ groups }: VipRows): boolean | undefined =>
  groups.length === 0 ? undefined : groups.every(({ preempt }) => preempt);

async function countMapped(
  array: ArrayContext,
  path: WireAccessPath,
  signal: CancelSignal,
): Promise<Result<number, Problem>> {
  const mapped = await mappedThrough(array.client, path.id, signal);
  return mapped.ok ? ok(mapped.value.volumes.size) : mapped;
}
