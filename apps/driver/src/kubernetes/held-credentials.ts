import {
  describeProblem,
  formatKey,
  type ArraySecret,
  type ArraySecrets,
  type ObjectKey,
} from '@twinsite/domain';
import type { MissingCredentials } from '@twinsite/xms-adapter';

/**
 * Credentials as the Secrets have them now. An API server that does not answer, or refuses, takes none away that were read
 * before; a Secret that is gone does.
 */
export class HeldCredentials {
  private readonly secrets: ArraySecrets;
  private held: ReadonlyMap<string, ArraySecret> = new Map();

  constructor(secrets: ArraySecrets) {
    this.secrets = secrets;
  }

  /** Of each Secret by its `namespace/name`, each read once; others are forgotten. */
  async read(
    wanted: readonly ObjectKey[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, ArraySecret | MissingCredentials>> {
    const unique = new Map(wanted.map((key) => [formatKey(key), key]));
    const read = await Promise.all(
      [...unique].map(async ([name, key]) => [name, await this.readOne(key, signal)] as const),
    );
    this.held = new Map(read.flatMap(([name, found]) => ('credentials' in found ? [[name, found]] : [])));
    return new Map(read);
  }

  private async readOne(key: ObjectKey, signal: AbortSignal): Promise<ArraySecret | MissingCredentials> {
    const found = await this.secrets.read(key, signal);
    if (found.ok) return found.value;
    if (found.problem.kind === 'credentials-missing')
      return { kind: 'missing', reason: found.problem.detail };
    const reason = `Secret ${formatKey(key)} cannot be read: ${describeProblem(found.problem)}`;
    return this.held.get(formatKey(key)) ?? { kind: 'missing', reason };
  }
}
