import type { ArrayCredentials } from '../../array/array-directory.port.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { refusalByManagers, refusalByNamespace, type SecretUse } from '../secret-use.js';
import type { AccessPathDeps } from './reconcile-deps.js';

/** Those of the Secret, if the AccessPath may use it; one of a namespace that is not allowed is not even read. */
export async function allowedCredentials(
  { secrets, secretNamespaces }: Pick<AccessPathDeps, 'secrets' | 'secretNamespaces'>,
  use: SecretUse,
  signal: CancelSignal,
): Promise<Result<ArrayCredentials, Problem>> {
  const early = refusalByNamespace(use, secretNamespaces);
  if (early !== undefined) return failed(early);
  const read = await secrets.read(use.secret, signal);
  if (!read.ok) return read;
  const late = refusalByManagers(use, read.value.managers);
  return late === undefined ? ok(read.value.credentials) : failed(late);
}
