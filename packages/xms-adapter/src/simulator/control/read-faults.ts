import type { Fault, FaultEffect } from '../http/faults.js';
import { isObject } from '../schema/validate.js';

/** The numbers each kind of effect needs. */
const kinds: Readonly<Record<FaultEffect['kind'], readonly string[]>> = {
  status: ['status'],
  'status-after': ['status'],
  'reset-before': [],
  'silent-before': [],
  'reset-after': [],
  'silent-after': [],
  delay: ['ms'],
  slow: ['medianMs', 'p99Ms'],
};

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
    problems.push("operation: must be 'METHOD path' as in the schema, with * for anything");
  if (!isOptional(fault['manager'], 'string')) problems.push('manager: must be a name');
  for (const name of ['times', 'seed'])
    if (!isOptional(fault[name], 'number')) problems.push(`${name}: must be a number`);
  for (const name of ['rate', 'chance'])
    if (!isShare(fault[name])) problems.push(`${name}: must be a number from 0 to 1`);
  return [...problems, ...effectProblems(fault['effect'])];
}

function effectProblems(effect: unknown): string[] {
  const kind = isObject(effect) ? effect['kind'] : undefined;
  const numbers = typeof kind === 'string' && kind in kinds ? kinds[kind as FaultEffect['kind']] : undefined;
  if (!isObject(effect) || numbers === undefined)
    return [`effect.kind: must be one of ${Object.keys(kinds).join(', ')}`];
  return numbers
    .filter((name) => typeof effect[name] !== 'number')
    .map((name) => `effect.${name}: must be a number`);
}

function isOptional(value: unknown, type: 'string' | 'number'): boolean {
  return value === undefined || typeof value === type;
}

const isShare = (value: unknown): boolean =>
  value === undefined || (typeof value === 'number' && value >= 0 && value <= 1);
