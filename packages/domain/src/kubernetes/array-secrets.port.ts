import type { ArrayCredentials } from '../array/array-directory.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { ObjectKey } from './object-key.js';

/** Credentials of arrays, kept in Secrets of the cluster. */
export interface ArraySecrets {
  /**
   * Reads the Secret now: `token`, or `user` (`username`) and `password`, and `xmsServers`. Missing, or without credentials:
   * `credentials-missing`, which names the Secret and the keys it has, never a value.
   */
  read(secret: ObjectKey, signal: CancelSignal): Promise<Result<ArraySecret, Problem>>;
}

export interface ArraySecret {
  readonly credentials: ArrayCredentials;
  /** The managers that they are meant for (`xmsServers`), as written; undefined when the Secret does not say. */
  readonly managers: readonly string[] | undefined;
}
