import type { ClusterObject } from '../objects/cluster-object.js';
import { isMembers } from '../objects/members.js';
import { credentialWays, type Way } from './credentials.js';

export interface SealedValue {
  readonly way: Way;
  readonly value: unknown;
}

export interface SplitObject {
  /** Says where something was taken out. */
  readonly open: ClusterObject;
  readonly sealed: readonly SealedValue[];
}

const PLACEHOLDER = '(sealed)';

export function splitCredentials(object: ClusterObject): SplitObject {
  const sealed = credentialWays(object).map((way) => ({ way, value: valueAt(object, way) }));
  const open = sealed.reduce<unknown>((rest, { way }) => withValueAt(rest, way, PLACEHOLDER), object);
  return { open: open as ClusterObject, sealed };
}

export const joinCredentials = (open: ClusterObject, sealed: readonly SealedValue[]): ClusterObject =>
  sealed.reduce<unknown>((whole, { way, value }) => withValueAt(whole, way, value), open) as ClusterObject;

/** Whether the seal lacks something that stands nowhere else. */
export function lacksSealed(open: ClusterObject, sealed: readonly SealedValue[]): boolean {
  const known = new Set(sealed.map(({ way }) => JSON.stringify(way)));
  return credentialWays(open).some(
    (way) => valueAt(open, way) === PLACEHOLDER && !known.has(JSON.stringify(way)),
  );
}

function valueAt(value: unknown, [step, ...rest]: Way): unknown {
  if (step === undefined) return value;
  if (Array.isArray(value)) return valueAt(value[step as number], rest);
  return isMembers(value) ? valueAt(value[step], rest) : undefined;
}

/** Members of a prototype are no members: a way that names one changes nothing. */
function withValueAt(value: unknown, [step, ...rest]: Way, put: unknown): unknown {
  if (step === undefined) return put;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === step ? withValueAt(item, rest, put) : item));
  if (!isMembers(value) || !Object.hasOwn(value, step)) return value;
  return { ...value, [step]: withValueAt(value[step], rest, put) };
}
