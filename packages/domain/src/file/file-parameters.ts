import type { ArrayCredentials } from '../array/array-directory.port.js';
import { ok } from '../shared/result.js';
import { parseManagerList } from '../volume/manager-list.js';
import { invalidParameter, isSidecarKey, type Parameters, type Parsed } from '../volume/parameter-fields.js';
import { parseAccess, type FileAccess } from './file-access.js';
import { parseShares, type HomeShare } from './home-share.js';

/** A StorageClass of the file driver, as the article writes it. */
export interface FileParameters {
  /** Never empty. */
  readonly shares: readonly HomeShare[];
  readonly access: FileAccess;
  /** Managers in the order to try; empty when the class names none. */
  readonly xmsServers: readonly string[];
  /** Written into the class itself; undefined: a secret, or the driver's own. */
  readonly credentials: ArrayCredentials | undefined;
}

const KEYS = ['xmsServers', 'user', 'password', 'shares', 'clientGroupName', 'access'];

export function parseFileParameters(parameters: Parameters): Parsed<FileParameters> {
  const unknown = Object.keys(parameters).find((key) => !KEYS.includes(key) && !isSidecarKey(key));
  if (unknown !== undefined)
    return invalidParameter(unknown, parameters[unknown], `unknown key; known keys are ${KEYS.join(', ')}`);
  const shares = parseShares(parameters);
  if (!shares.ok) return shares;
  const access = parseAccess(parameters);
  if (!access.ok) return access;
  const xmsServers = parseManagerList(parameters, 'xmsServers');
  if (!xmsServers.ok) return xmsServers;
  const credentials = parseClassCredentials(parameters, xmsServers.value);
  if (!credentials.ok) return credentials;
  return ok({
    shares: shares.value,
    access: access.value,
    xmsServers: xmsServers.value,
    credentials: credentials.value,
  });
}

/** Messages name keys, never values. */
function parseClassCredentials(
  { user, password }: Parameters,
  managers: readonly string[],
): Parsed<ArrayCredentials | undefined> {
  if (user === undefined && password === undefined) return ok(undefined);
  if (user === undefined || user === '')
    return invalidParameter(
      'user',
      user,
      'missing beside password; better, leave both out and refer to a secret',
    );
  if (password === undefined || password === '')
    return invalidParameter(
      'password',
      undefined,
      'missing beside user; better, leave both out and refer to a secret',
    );
  if (managers.length > 0) return ok({ kind: 'password', user, password });
  return invalidParameter(
    'xmsServers',
    undefined,
    'user and password are of an array: name its managers too',
  );
}
