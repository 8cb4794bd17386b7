import type { CancelSignal } from '../../shared/cancel-signal.js';
import { inLanes } from '../../shared/in-lanes.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { stoppedProblem } from '../../shared/stopped-problem.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import type { ObjectKind } from '../objects/object-kind.js';
import type { AccessQuestion, ClusterFacts } from '../ports/cluster-facts.port.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';
import type { ClusterReading, Right } from './doctor-facts.js';

const LANES = 8;

export interface ExaminedCluster {
  readonly id: string;
  readonly site: 'a' | 'b';
  readonly objects: Pick<ClusterObjects, 'kinds' | 'list'>;
  readonly facts: ClusterFacts;
  readonly driverNamespaces: readonly string[];
  /** What drctl is going to do there. */
  readonly questions: readonly AccessQuestion[];
}

const WHOLE = [
  'CSIDriver',
  'StorageClass',
  'PersistentVolume',
  'VolumeSnapshotContent',
  'AccessPath',
  'ValidatingAdmissionPolicyBinding',
];
const OF_DRIVERS = ['Deployment', 'DaemonSet'];

/** Never fails as a whole: what could not be read is told in its place. */
export async function readCluster(cluster: ExaminedCluster, signal: CancelSignal): Promise<ClusterReading> {
  const { id, site, objects, facts, questions } = cluster;
  const [about, kinds] = await Promise.all([facts.about(signal), objects.kinds(signal)]);
  const found = kinds.ok ? await readObjects(cluster, kinds.value, signal) : kinds;
  const rights = about.ok ? await readRights(facts, questions, signal) : [];
  return { id, site, about, kinds, objects: found, rights };
}

async function readObjects(
  { objects, driverNamespaces }: ExaminedCluster,
  kinds: readonly ObjectKind[],
  signal: CancelSignal,
): Promise<Result<readonly ClusterObject[], Problem>> {
  const of = (names: readonly string[]): readonly ObjectKind[] =>
    kinds.filter(({ kind }) => names.includes(kind));
  const lists = [
    ...of(WHOLE).map((kind) => ({ kind, namespace: undefined })),
    ...of(OF_DRIVERS).flatMap((kind) => driverNamespaces.map((namespace) => ({ kind, namespace }))),
  ];
  const found: ClusterObject[] = [];
  let problem: Problem | undefined;
  await inLanes(lists, { lanes: LANES, signal }, async ({ kind, namespace }) => {
    const list = await objects.list(kind, { namespace }, signal);
    if (list.ok) found.push(...list.value.items);
    else problem ??= list.problem;
  });
  return problem === undefined ? ok(found) : failed(problem);
}

async function readRights(
  facts: ClusterFacts,
  questions: readonly AccessQuestion[],
  signal: CancelSignal,
): Promise<readonly Right[]> {
  const answers = new Map<AccessQuestion, Right['allowed']>();
  await inLanes(questions, { lanes: LANES, signal }, async (question) => {
    const answer = await facts.may(question, signal);
    answers.set(question, answer.ok ? ok(answer.value.allowed) : answer);
  });
  const stopped = failed(stoppedProblem(signal, 'asking what is allowed', 0));
  return questions.map((question) => ({ question, allowed: answers.get(question) ?? stopped }));
}
