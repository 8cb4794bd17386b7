import { failed, ok, type GeneralProblem, type Result } from '@twinsite/domain';

type Checked<T> = Result<T, GeneralProblem>;

export function requireText(field: string, value: string): Checked<string> {
  return value === '' ? invalid(field, undefined, 'this field is required and is missing') : ok(value);
}

/** An absolute path, as csi.proto demands of every path. */
export function requirePath(field: string, value: string): Checked<string> {
  if (value === '') return invalid(field, undefined, 'this field is required and is missing');
  if (!value.startsWith('/')) return invalid(field, value, 'give an absolute path');
  if (value.includes('\0')) return invalid(field, JSON.stringify(value), 'a path cannot hold a NUL byte');
  return ok(value);
}

/** For fields the CO must not set, because the capability they belong to is not advertised. */
export function refuseUnadvertised(field: string, isSet: boolean, capability: string): Checked<void> {
  if (!isSet) return ok(undefined);
  return invalid(field, undefined, `leave it out: this driver does not advertise ${capability}`);
}

export function invalid(field: string, value: string | undefined, remedy: string): Checked<never> {
  return failed({ kind: 'invalid-request', field, ...(value === undefined ? {} : { value }), remedy });
}

/** The first of several checks that failed; their values are not needed. */
export function firstRefusal(...checks: readonly Checked<unknown>[]): Checked<never> | undefined {
  return checks.find((check) => !check.ok);
}
