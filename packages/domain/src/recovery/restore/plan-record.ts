import { canonicalJson } from '../objects/canonical-json.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import type { RestorePlan } from './plan-restore.js';
import { isWrite, type Step } from './step.js';

/** What a plan file keeps of a step: names and versions, never content. */
export interface StepRecord {
  readonly object: string;
  readonly action: string;
  readonly fields: readonly string[];
  /** Of the live object. */
  readonly uid: string | undefined;
  /** Of the live object, where it is to be changed. */
  readonly resourceVersion: string | undefined;
}

export const stepRecords = ({ steps }: RestorePlan): readonly StepRecord[] => steps.map(recordOf);

const recordOf = (step: Step): StepRecord => {
  const { action, differences, wanted, live } = step;
  return {
    object: formatRef(refOf(wanted)),
    action,
    fields: differences.map(({ path }) => path),
    uid: live?.metadata.uid,
    resourceVersion: isWrite(step) ? live?.metadata.resourceVersion : undefined,
  };
};

/** What is otherwise now than it was when the plan was made, for people. */
export function drift(planned: readonly StepRecord[], now: readonly StepRecord[]): readonly string[] {
  const before = new Map(planned.map((record) => [record.object, record]));
  const after = new Set(now.map(({ object }) => object));
  const changed = now.flatMap((record): readonly string[] => {
    const old = before.get(record.object);
    if (old === undefined) return [`${record.object} was not planned`];
    if (canonicalJson(old) === canonicalJson(record)) return [];
    return [
      old.action === record.action
        ? `${record.object} was changed`
        : `${record.object}: ${old.action} was planned, ${record.action} is due`,
    ];
  });
  const gone = planned.filter(({ object }) => !after.has(object));
  return [...changed, ...gone.map(({ object }) => `${object} is in the set no more`)];
}
