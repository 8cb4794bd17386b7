import {
  describeProblem,
  type ClusterObject,
  type ObjectKind,
  type Problem,
  type RecoverySet,
  type Result,
} from '@twinsite/domain';
import {
  ApiTransport,
  defaultKubeTimings,
  KubeClient,
  kubeconfigAccess,
  KubeObjects,
} from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import { adaptObject } from '@twinsite/domain';
import { allBoundMs } from './all-bound.js';
import type { RestoreWorld } from './restore-world.js';

const LANES = 8;
const HOW = { manager: 'drctl', force: false, dryRun: false };

/**
 * Orders of binding (docs/adr/0032). `no-barrier`: volumes, and claims at once after them. `uid-complete`: claims first, then
 * volumes with the claims' uids, then a touch of each claim, so that the binder has nothing left to write on the volume.
 */
export type Scheme = 'no-barrier' | 'uid-complete';

/** Ms until all claims are bound. */
export async function schemeMs(world: RestoreWorld, set: RecoverySet, scheme: Scheme): Promise<number> {
  const access = await kubeconfigAccess({ path: world.config }, systemClock);
  if (!access.ok) throw new Error(access.problem.remedy);
  const transport = new ApiTransport(access.value, defaultKubeTimings);
  const objects = new KubeObjects({
    client: new KubeClient(transport),
    clock: systemClock,
    random: Math.random,
  });
  try {
    const kinds = must(await objects.kinds(world.signal));
    const apply = async (object: ClusterObject): Promise<ClusterObject> =>
      must(await objects.apply(kindOf(kinds, object), object, HOW, world.signal));
    const made = set.objects.map(({ layer, object }) => ({
      layer,
      object: adaptObject(object, { group: set.group, workloads: 'running' }),
    }));
    const of = (layer: string): readonly ClusterObject[] =>
      made.filter((one) => one.layer === layer).map(({ object }) => object);
    const begun = Date.now();
    for (const object of [...of('namespace'), ...of('class')]) await apply(object);
    if (scheme === 'no-barrier') {
      await each(of('volume'), apply);
      await each(of('claim'), apply);
    } else {
      const claims = await each(of('claim'), apply);
      const uids = new Map(claims.map(({ metadata }) => [metadata.name, metadata.uid ?? '']));
      await each(of('volume'), (volume) => apply(withUid(volume, uids)));
      await each(of('claim'), (claim) => apply(touched(claim)));
    }
    return await allBoundMs(world, set, begun);
  } finally {
    await transport.close();
  }
}

function withUid(volume: ClusterObject, uids: ReadonlyMap<string, string>): ClusterObject {
  const spec = volume['spec'] as { readonly claimRef: { readonly name: string } };
  return { ...volume, spec: { ...spec, claimRef: { ...spec.claimRef, uid: uids.get(spec.claimRef.name) } } };
}

const touched = (claim: ClusterObject): ClusterObject => ({
  ...claim,
  metadata: {
    ...claim.metadata,
    annotations: { ...claim.metadata.annotations, 'dr.xsky.io/touched': 'yes' },
  },
});

function kindOf(kinds: readonly ObjectKind[], { kind }: ClusterObject): ObjectKind {
  const found = kinds.find((one) => one.kind === kind);
  if (found === undefined) throw new RangeError(`the server does not serve ${kind}`);
  return found;
}

async function each<T>(
  items: readonly ClusterObject[],
  work: (item: ClusterObject) => Promise<T>,
): Promise<readonly T[]> {
  const queue = items.values();
  const done: T[] = [];
  const lane = async (): Promise<void> => {
    for (const item of queue) done.push(await work(item));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return done;
}

function must<T>(result: Result<T, Problem>): T {
  if (result.ok) return result.value;
  throw new Error(describeProblem(result.problem));
}
