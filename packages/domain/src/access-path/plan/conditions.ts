import type { AccessPathSituation } from '../access-path-plan.js';
import type { AccessPathCondition } from '../access-path-status.js';
import type { Matter } from './words.js';

export type Verdict = Pick<AccessPathCondition, 'status' | 'reason' | 'message'>;

export type Verdicts = Readonly<Record<AccessPathCondition['type'], Verdict>>;

const TYPES = ['Ready', 'Degraded', 'Conflict'] as const;

type Before = Pick<AccessPathSituation, 'object' | 'now'>;

export const conditionsOf = (before: Before, verdicts: Verdicts): readonly AccessPathCondition[] =>
  TYPES.map((type) => conditionOf(before, type, verdicts[type]));

/** The condition keeps the time of its last change. */
export function conditionOf(
  { object, now }: Before,
  type: AccessPathCondition['type'],
  verdict: Verdict,
): AccessPathCondition {
  const before = object.status?.conditions.find((condition) => condition.type === type);
  const since = before?.status === verdict.status ? before.since : now;
  return { type, ...verdict, observedGeneration: object.generation, since };
}

/** What needs a person comes first and gives the reason; the rest is told after it. */
export function notReady(matters: readonly Matter[]): Verdict | undefined {
  const sorted = [...matters.filter(isUrgent), ...matters.filter((matter) => !isUrgent(matter))];
  const [first] = sorted;
  if (first === undefined) return undefined;
  const message = [...new Set(sorted.map(({ text }) => text))].join('. ');
  return { status: 'False', reason: first.reason, message };
}

const isUrgent = ({ needsHelp }: Matter): boolean => needsHelp;
