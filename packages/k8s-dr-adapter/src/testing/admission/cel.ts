import { celEnv, isCelError, parse, plan, type CelInput, type CelValue } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { isRecord } from '../../client/kube-object.js';

const env = celEnv({ funcs: strings });
const programs = new Map<string, ReturnType<typeof plan>>();

/** The value of a CEL expression; throws its error. */
export function evaluate(expression: string, bindings: Record<string, CelInput>): CelValue {
  const program = programs.get(expression) ?? plan(env, parse(expression));
  programs.set(expression, program);
  const value = program(bindings);
  if (isCelError(value)) throw value;
  return value;
}

/** JSON as CEL takes it: members become a map. */
export function celInput(value: unknown): CelInput {
  if (Array.isArray(value)) return value.map(celInput);
  if (isRecord(value))
    return new Map(
      Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => [name, celInput(member)]),
    );
  return value === undefined ? null : (value as CelInput);
}
