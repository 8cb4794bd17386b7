import { failed, ok, type ArrayCredentials, type GeneralProblem, type Result } from '@twinsite/domain';

type Secrets = Readonly<Record<string, string>>;
type Parsed<T> = Result<T, GeneralProblem>;

const ACCEPTED = 'a secret holds "token", or "user" (or "username") and "password"';
const KNOWN_KEYS = ['token', 'user', 'username', 'password'];

/** Credentials of the array from a secrets map; an empty map means the driver's own. Messages name keys, never values. */
export function parseCredentials(secrets: Secrets): Parsed<ArrayCredentials | undefined> {
  const keys = Object.keys(secrets);
  if (keys.length === 0) return ok(undefined);
  const unknown = keys.find((key) => !KNOWN_KEYS.includes(key));
  if (unknown !== undefined) return invalid(unknown, `unknown key; ${ACCEPTED}`);
  const empty = keys.find((key) => secrets[key] === '');
  if (empty !== undefined) return invalid(empty, `the value is empty; ${ACCEPTED}`);
  return secrets['token'] === undefined ? parsePassword(secrets) : parseToken(secrets['token'], keys);
}

function parseToken(token: string, keys: readonly string[]): Parsed<ArrayCredentials> {
  const other = keys.find((key) => key !== 'token');
  return other === undefined
    ? ok({ kind: 'token', token })
    : invalid(other, `give it or the token, not both; ${ACCEPTED}`);
}

function parsePassword(secrets: Secrets): Parsed<ArrayCredentials> {
  if (secrets['user'] !== undefined && secrets['username'] !== undefined) {
    return invalid('username', `"user" is given as well; ${ACCEPTED}`);
  }
  const user = secrets['user'] ?? secrets['username'];
  const password = secrets['password'];
  if (user === undefined) return invalid('user', `missing; ${ACCEPTED}`);
  if (password === undefined) return invalid('password', `missing; ${ACCEPTED}`);
  return ok({ kind: 'password', user, password });
}

function invalid(key: string, remedy: string): Parsed<never> {
  return failed({ kind: 'invalid-request', field: `secrets["${key}"]`, remedy });
}
