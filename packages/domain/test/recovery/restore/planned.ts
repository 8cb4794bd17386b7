import {
  adaptObject,
  describeProblem,
  formatRef,
  groupOf,
  planRestore,
  refOf,
  type ClusterObject,
  type ConflictPolicy,
  type RecoverySet,
  type RestorePlan,
} from '@twinsite/domain';

export const adaptation = { group: 'shop', workloads: 'running' } as const;

/** The objects of a set as drctl makes them. */
export const made = (set: RecoverySet): readonly ClusterObject[] =>
  set.objects.map(({ object }) => adaptObject(object, adaptation));

/** The plan for a cluster that has these objects and serves every kind but the ones named. */
interface Circumstances {
  readonly conflict?: ConflictPolicy;
  readonly unserved?: readonly string[];
  readonly workloads?: 'standby' | 'running';
}

export function planned(
  set: RecoverySet,
  has: readonly ClusterObject[],
  { conflict = 'fail', unserved = [], workloads = 'running' }: Circumstances = {},
): RestorePlan {
  const live = new Map(has.map((object) => [formatRef(refOf(object)), object]));
  return planRestore(
    { set, adaptation: { ...adaptation, workloads }, conflict, acceptGaps: false },
    {
      kindOf: ({ apiVersion, kind, metadata }) =>
        unserved.includes(kind)
          ? undefined
          : {
              group: groupOf(apiVersion),
              version: 'v1',
              kind,
              plural: `${kind.toLowerCase()}s`,
              namespaced: metadata.namespace !== undefined,
              verbs: [],
            },
      live: (object) => live.get(formatRef(refOf(object))),
      objects: has,
    },
  );
}

export const actions = ({ steps }: RestorePlan): readonly string[] =>
  steps.map(({ action, wanted }) => `${action} ${formatRef(refOf(wanted))}`);
export const reasons = ({ refusals }: RestorePlan): readonly string[] => refusals.map(describeProblem);
