import type { Fault } from '../http/faults.js';
import { isObject } from '../schema/validate.js';

const kinds = ['status', 'reset-before', 'silent-before', 'reset-after', 'silent-after', 'delay'];

/** `{ "faults": [...] }` as faults, or everything that is wrong with it. */
export function readFaults(value: unknown): { faults: readonly Fault[]; problems: string[] } {
  const list = isObject(value) ? value['faults'] : undefined;
  if (!Array.isArray(list)) return { faults: [], problems: ['faults: must be a list'] };
  const problems = list.flatMap((fault, index) =>
    problemsOf(fault).map((problem) => `faults[${index}].${problem}`),
  );
  return { faults: problems.length === 0 ? (list as Fault[]) : [], problems };
}

function problemsOf(fault: unknown): string[] {
  if (!isObject(fault)) return ['operation: is required'];
  const problems: string[] = [];
  if (typeof fault['operation'] !== 'string')
    problems.push("operation: must be '*' or 'METHOD path' as in the schema");
  if (!isOptional(fault['manager'], 'string')) problems.push('manager: must be a name');
  if (!isOptional(fault['times'], 'number')) problems.push('times: must be a number');
  if (!isOptional(fault['rate'], 'number')) problems.push('rate: must be a number from 0 to 1');
  return [...problems, ...effectProblems(fault['effect'])];
}

function effectProblems(effect: unknown): string[] {
  if (!isObject(effect) || !kinds.includes(effect['kind'] as string))
    return [`effect.kind: must be one of ${kinds.join(', ')}`];
  if (effect['kind'] === 'status' && typeof effect['status'] !== 'number')
    return ['effect.status: must be a number'];
  if (effect['kind'] === 'delay' && typeof effect['ms'] !== 'number') return ['effect.ms: must be a number'];
  return [];
}

function isOptional(value: unknown, type: 'string' | 'number'): boolean {
  return value === undefined || typeof value === type;
}
