import { readFile, rename, writeFile } from 'node:fs/promises';
import { canonicalJson, drift, type Problem, type StepRecord } from '@twinsite/domain';

/** What `drctl plan --out` keeps, for `drctl restore --plan` to compare. No content of objects. */
export interface PlanFile {
  readonly version: 1;
  readonly group: string;
  readonly to: string;
  readonly root: string;
  readonly counter: number;
  /** Digest of the source as it was when the plan was made; undefined: it could not be read. */
  readonly source: string | undefined;
  readonly start: boolean;
  readonly conflict: string;
  readonly steps: readonly StepRecord[];
}

export async function writePlanFile(path: string, plan: PlanFile): Promise<void> {
  await writeFile(`${path}.draft`, canonicalJson(plan), { mode: 0o600 });
  await rename(`${path}.draft`, path);
}

/** Undefined: it is no plan of ours. */
export async function readPlanFile(path: string): Promise<PlanFile | undefined> {
  try {
    const plan = JSON.parse(await readFile(path, 'utf8')) as Partial<PlanFile> | null;
    return plan?.version === 1 && Array.isArray(plan.steps) ? (plan as PlanFile) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined: everything is as it was. A source that could be read then and cannot now has drifted. */
export function driftOf(planned: PlanFile, now: PlanFile): Problem | undefined {
  const facts = (['group', 'to', 'root', 'counter', 'start', 'conflict'] as const).filter(
    (name) => planned[name] !== now[name],
  );
  const changes = [
    ...facts.map((name) => `${name} was ${String(planned[name])} and is ${String(now[name])}`),
    ...(planned.source === now.source ? [] : ['the source has changed or cannot be read any more']),
    ...drift(planned.steps, now.steps),
  ];
  return changes.length === 0 ? undefined : { kind: 'plan-drifted', changes };
}
