import type { GeneralProblem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { parseNameList } from './name-list.js';

export type Parameters = Readonly<Record<string, string>>;
export type Parsed<T> = Result<T, GeneralProblem>;

/** Added by the Kubernetes sidecars; secrets named by them arrive as secrets, not as parameters. */
const SIDECAR_PREFIXES = ['csi.storage.k8s.io/', 'storage.kubernetes.io/'];

export const isSidecarKey = (key: string): boolean =>
  SIDECAR_PREFIXES.some((prefix) => key.startsWith(prefix));

/** `"true"` or `"false"`; undefined when the key is not there. */
export function parseFlag(parameters: Parameters, key: string): Parsed<boolean | undefined> {
  const text = parameters[key];
  if (text === undefined) return ok(undefined);
  if (text === 'true' || text === 'false') return ok(text === 'true');
  return invalidParameter(key, text, 'give "true" or "false"');
}

export function parseList(parameters: Parameters, key: string): Parsed<readonly string[]> {
  const text = parameters[key];
  return text === undefined ? ok([]) : parseNameList(text, `parameters["${key}"]`);
}

export function invalidParameter(key: string, value: string | undefined, remedy: string): Parsed<never> {
  return failed({
    kind: 'invalid-request',
    field: `parameters["${key}"]`,
    ...(value === undefined ? {} : { value }),
    remedy,
  });
}
