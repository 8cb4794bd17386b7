import { mergePatch } from '../recovery/compare/merge-patch.js';
import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import {
  changing,
  listOf,
  membersOf,
  withMember,
  without,
  type Members,
} from '../recovery/objects/members.js';
import { annotated, annotationOf } from '../recovery/transplant/clean-metadata.js';
import { STANDBY_GATE, WANTED_REPLICAS, WANTED_SUSPEND } from '../recovery/transplant/dr-names.js';
import { standStill } from '../recovery/transplant/stand-still.js';
import { suspendedBy, suspendRuleFor, type SuspendRule } from '../recovery/transplant/suspend-rule.js';

type Rules = readonly SuspendRule[];

/** What stops a live workload, and notes how it ran; undefined where it stands still already. */
export function stopPatch(live: ClusterObject, rules: Rules): Members | undefined {
  const rule = suspendRuleFor(live, rules);
  return change(live, rule === undefined ? standStill(live) : suspendedBy(live, rule));
}

/** Whose word counts for how a workload runs: the note that it got when it was stopped, or `wanted` alone. */
export type Waking = 'as noted' | 'as wanted';

/** What lets a live workload run; undefined where it does. */
export const wakePatch = (
  live: ClusterObject,
  wanted: ClusterObject,
  rules: Rules,
  how: Waking = 'as noted',
): Members | undefined =>
  change(live, awakened(how === 'as noted' ? live : withoutNotes(live), wanted, rules));

const NO_NOTES = { [WANTED_REPLICAS]: undefined, [WANTED_SUSPEND]: undefined };
const withoutNotes = (object: ClusterObject): ClusterObject => annotated(object, NO_NOTES);

/** The object as it is, but running: as its own note says, or else as `wanted` does. */
export function awakened(object: ClusterObject, wanted: ClusterObject, rules: Rules): ClusterObject {
  const rule = suspendRuleFor(object, rules);
  if (rule !== undefined) return suspendedBy(object, { ...rule, standby: valueAt(wanted, rule.path) });
  const [replicas, suspend] = [annotationOf(object, WANTED_REPLICAS), annotationOf(object, WANTED_SUSPEND)];
  const own = { ...membersOf(wanted, 'spec') };
  const wish: Members = {
    replicas: replicas === undefined ? own['replicas'] : Number(replicas),
    suspend: suspend === undefined ? own['suspend'] : suspend === 'true',
  };
  return withoutNotes({ ...object, spec: ungated(withWish(membersOf(object, 'spec'), wish)) });
}

const withWish = (spec: Members, wish: Members): Members =>
  Object.entries(wish).reduce(
    (now, [name, value]) =>
      now[name] === undefined || value === undefined ? now : { ...now, [name]: value },
    spec,
  );

function ungated(spec: Members): Members {
  const gates = listOf(spec, 'schedulingGates').filter(({ name }) => name !== STANDBY_GATE);
  const free =
    spec['schedulingGates'] === undefined
      ? spec
      : withMember(spec, 'schedulingGates', gates.length === 0 ? undefined : gates);
  return changing(free, 'template', (template) =>
    changing(template, 'spec', (pod) => {
      const selector = without(membersOf(pod, 'nodeSelector'), [STANDBY_GATE]);
      return pod['nodeSelector'] === undefined ? pod : withMember(pod, 'nodeSelector', selector);
    }),
  );
}

function change(live: ClusterObject, wanted: ClusterObject): Members | undefined {
  const annotations = (object: ClusterObject): Members => membersOf(object.metadata, 'annotations');
  const notes = mergePatch(annotations(live), annotations(wanted));
  const rest = mergePatch(without(live, ['metadata', 'status']), without(wanted, ['metadata', 'status']));
  const metadata = Object.keys(notes).length === 0 ? {} : { metadata: { annotations: notes } };
  const patch = { ...rest, ...metadata };
  return Object.keys(patch).length === 0 ? undefined : patch;
}

const valueAt = (object: Members, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => membersOf({ value }, 'value')[name], object);
