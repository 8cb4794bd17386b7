import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { compareObjects, type Difference } from '../compare/compare-objects.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { without } from '../objects/members.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import { GROUP_LABEL, WANTED_REPLICAS, WANTED_SUSPEND } from '../transplant/dr-names.js';
import { isOf, type ConflictPolicy } from './restore-order.js';
import type { Judgement } from './step.js';

export interface JudgingRules {
  readonly group: string;
  readonly conflict: ConflictPolicy;
  /** Other applications may use it too. */
  readonly shared: boolean;
}

/** What becomes of an object that both sides have. */
export function judgeObject(
  wanted: ClusterObject,
  live: ClusterObject,
  rules: JudgingRules,
): Result<Judgement, Problem> {
  const object = formatRef(refOf(wanted));
  if (live.metadata.deletionTimestamp !== undefined) return failed({ kind: 'object-leaving', object });
  const differences = compareObjects(wanted, live);
  const theirs = differences.filter(({ kind, path }) => kind === 'theirs' && !isNote(path));
  // Also what drctl has made: a driver keeps its own ConfigMaps current on each cluster.
  if (rules.shared && (!isOf(live, rules.group) || theirs.length > 0)) return ok(left(differences));
  if (differences.length === 0) return ok({ action: 'none', differences });
  if (isImmutable(live, differences)) return replaced({ wanted, live, differences }, rules);
  if (theirs.length === 0) return ok(updated(wanted, differences, rules));
  if (wanted.kind === 'ServiceAccount') return ok(merged(wanted, differences));
  if (rules.conflict === 'fail') return failed({ kind: 'object-conflict', object, fields: pathsOf(theirs) });
  if (!takesOver(wanted, rules)) return ok(taken({ wanted, live, differences }, rules));
  return ok({ ...updated(wanted, differences, rules), note: `${pathsOf(theirs).join(', ')} taken over` });
}

/** What stands for data is never overwritten. */
const takesOver = ({ kind }: ClusterObject, { conflict }: JudgingRules): boolean =>
  conflict === 'take' && kind !== 'PersistentVolume' && kind !== 'PersistentVolumeClaim';

/** A note of ours, also one that was written with a patch, when a workload was stopped. */
const isNote = (path: string): boolean =>
  [WANTED_REPLICAS, WANTED_SUSPEND].some((name) => path === `metadata.annotations[${name}]`);

function updated(wanted: ClusterObject, differences: readonly Difference[], rules: JudgingRules): Judgement {
  const hasNote = differences.some(({ kind, path }) => kind === 'theirs' && isNote(path));
  return { action: 'update', differences, ...((hasNote || takesOver(wanted, rules)) && { force: true }) };
}

interface Pair {
  readonly wanted: ClusterObject;
  readonly live: ClusterObject;
  readonly differences: readonly Difference[];
}

const pathsOf = (differences: readonly Difference[]): readonly string[] =>
  differences.map(({ path }) => path);

function left(differences: readonly Difference[]): Judgement {
  const other = pathsOf(differences.filter(({ path }) => !path.startsWith('metadata.')));
  const note =
    other.length === 0 ? 'is there already' : `is there already and differs in ${other.join(', ')}`;
  return { action: 'leave', differences, note };
}

const isImmutable = (live: ClusterObject, differences: readonly Difference[]): boolean =>
  ['Secret', 'ConfigMap'].includes(live.kind) &&
  live['immutable'] === true &&
  differences.some(({ path }) => !path.startsWith('metadata.'));

function replaced({ wanted, live, differences }: Pair, { group }: JudgingRules): Result<Judgement, Problem> {
  if (isOf(live, group)) return ok({ action: 'replace', differences, note: 'is immutable' });
  return failed({ kind: 'object-conflict', object: formatRef(refOf(wanted)), fields: pathsOf(differences) });
}

/** Each cluster adds to its accounts: what somebody else has set there stays. */
function merged(wanted: ClusterObject, differences: readonly Difference[]): Judgement {
  const theirs = differences.filter(({ kind }) => kind === 'theirs').map(({ path }) => path);
  const rest = differences.filter(({ kind }) => kind !== 'theirs');
  const { apiVersion, kind, metadata } = wanted;
  const applied = { ...without(wanted, theirs), apiVersion, kind, metadata };
  const note = `keeps its own ${theirs.join(', ')}`;
  return rest.length === 0
    ? { action: 'none', differences: rest, note }
    : { action: 'update', differences: rest, note, applied };
}

function taken({ wanted, live, differences }: Pair, { conflict, group }: JudgingRules): Judgement {
  const { labels = {}, annotations = {} } = wanted.metadata;
  const mark = { [GROUP_LABEL]: group };
  const metadata =
    conflict !== 'replace-metadata' ? { labels: mark } : { labels: { ...labels, ...mark }, annotations };
  const safe =
    wanted.kind === 'PersistentVolume' ? { spec: { persistentVolumeReclaimPolicy: 'Retain' } } : {};
  const note = `kept as found, ${pathsOf(differences).join(', ')} differ`;
  const { apiVersion, kind } = wanted;
  const asked = { ...safe, apiVersion, kind, metadata: { ...metadata, name: wanted.metadata.name } };
  return compareObjects(asked, live).some(({ kind: how }) => how !== 'dropped')
    ? { action: 'patch', differences, note, patch: { metadata, ...safe } }
    : { action: 'none', differences, note };
}
