import type { StorageArray } from '../../array/storage-array.js';
import { configProblemLines } from '../../settings/config-problem.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { AccessPathObject } from '../access-path-objects.port.js';
import type { AccessPathSituation, ClientsWord } from '../access-path-plan.js';
import type { ArrayAccessPath } from '../access-path-setup.port.js';
import { parseAccessPathSpec } from '../parse-access-path-spec.js';
import { gatewaysToAsk, hasExtras } from '../plan/gateways-to-ask.js';
import { matterOf, type Matter } from '../plan/words.js';
import { allowedCredentials } from './allowed-credentials.js';
import { leaderOf } from './leader-of.js';
import type { AccessPathDeps } from './reconcile-deps.js';

export interface Situated {
  readonly situation: AccessPathSituation;
  /** Undefined when another object leads: the array was not asked. */
  readonly array: StorageArray | undefined;
}

/** Why there is nothing to plan with; `problem` is absent when the spec itself is wrong. */
export interface Obstacle {
  readonly matter: Matter;
  readonly problem?: Problem;
}

/** Reads all that a pass rests on: the object's spec and rivals, then the array, then who uses what is to go. */
export async function situate(
  deps: AccessPathDeps,
  object: AccessPathObject,
  signal: CancelSignal,
): Promise<Result<Situated, Obstacle>> {
  const parsed = parseAccessPathSpec(object.spec);
  if (!parsed.ok) {
    const text = configProblemLines(parsed.problem).join('. ');
    return failed({ matter: { reason: 'InvalidSpec', text, needsHelp: true } });
  }
  const spec = parsed.value;
  const objects = deps.objects.list();
  if (!objects.ok) return stopped(objects.problem);
  const leader = leaderOf(object, spec, { objects: objects.value, arrays: deps.arrays });
  const bare = { ...unread, cluster: deps.clusterId, now: deps.clock.now(), object, spec, leader };
  return leader === undefined ? readArray(deps, bare, signal) : ok({ situation: bare, array: undefined });
}

const unread: Pick<AccessPathSituation, 'found' | 'reports' | 'clients'> = {
  found: undefined,
  reports: ok([]),
  clients: new Map(),
};

async function readArray(
  deps: AccessPathDeps,
  bare: AccessPathSituation,
  signal: CancelSignal,
): Promise<Result<Situated, Obstacle>> {
  const { spec, object } = bare;
  const credentials = await allowedCredentials(deps, { accessPath: object.key, ...spec }, signal);
  if (!credentials.ok) return stopped(credentials.problem);
  const array = deps.arrays.resolve({ managers: spec.managers, credentials: credentials.value });
  if (!array.ok) return stopped(array.problem);
  const now = deps.clock.now();
  const found = await array.value.accessPathSetup.read(spec.name, signal);
  if (!found.ok) return stopped(found.problem);
  const situation = { ...bare, now, found: found.value };
  return ok({
    array: array.value,
    situation: await withUse(deps, { array: array.value, situation }, signal),
  });
}

const stopped = (problem: Problem): Result<never, Obstacle> => failed({ matter: matterOf(problem), problem });

/** Who uses what is to go: asked only when there is such a thing, the array only for what nodes were told to give up. */
async function withUse(
  { reports }: AccessPathDeps,
  { array, situation }: { readonly array: StorageArray; readonly situation: AccessPathSituation },
  signal: CancelSignal,
): Promise<AccessPathSituation> {
  const { found } = situation;
  if (found === undefined || !hasExtras(situation, found)) return situation;
  const read = await reports.list(signal);
  const clients = await askAll(array, found, { gateways: gatewaysToAsk(situation, found), signal });
  return { ...situation, reports: read, clients };
}

async function askAll(
  array: StorageArray,
  path: ArrayAccessPath,
  { gateways, signal }: { readonly gateways: readonly string[]; readonly signal: CancelSignal },
): Promise<ReadonlyMap<string, ClientsWord>> {
  const words = await Promise.all(
    gateways.map(
      async (gateway): Promise<readonly [string, ClientsWord]> => [
        gateway,
        await array.gatewayUse.clientsThrough(path, gateway, signal),
      ],
    ),
  );
  return new Map(words);
}
