import type { ArrayCredentials } from '../../../array/array-directory.port.js';
import type { ClassCredentials } from '../../../file/class-credentials.port.js';
import type { Problem } from '../../../shared/problem.js';
import { failed, ok, type Result } from '../../../shared/result.js';

/** Keeps what it is given, by its managers. */
export class FakeClassCredentials implements ClassCredentials {
  readonly kept = new Map<string, ArrayCredentials>();
  /** What keeping answers instead of success. */
  refusal: Problem | undefined;

  keep(entry: {
    readonly managers: readonly string[];
    readonly credentials: ArrayCredentials;
  }): Promise<Result<void, Problem>> {
    if (this.refusal !== undefined) return Promise.resolve(failed(this.refusal));
    this.kept.set(entry.managers.join(), entry.credentials);
    return Promise.resolve(ok(undefined));
  }
}
