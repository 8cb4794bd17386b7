import { ok } from '@twinsite/domain';
import type {
  CancelSignal,
  ClassCredentials,
  ClassEntry,
  ClassSecrets,
  Clock,
  InvalidRequest,
  KeptClasses,
  Problem,
  Result,
} from '@twinsite/domain';
import { mergeClasses, type ArrayList, type ArrayTraits, type ListedArray } from '@twinsite/xms-adapter';
import { isConfigured, isKept, normalEntry } from './known-entries.js';

export interface ClassArraysDeps {
  readonly secrets: ClassSecrets;
  /** Those of the configuration file. */
  readonly configured: readonly ListedArray[];
  /** Of arrays that only classes name. */
  readonly traits: ArrayTraits;
  readonly replace: (list: ArrayList) => Result<void, InvalidRequest>;
  /** Logs in at the managers as they are named, and looks whether that is an array with files. */
  readonly tryOut: (array: ListedArray, signal: CancelSignal) => Promise<Result<void, Problem>>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Another controller may save in the same moment. */
const ATTEMPTS = 3;

/** The list of arrays of a cluster whose StorageClasses bring arrays: the configuration's, and what was kept (docs/adr/0028). */
export class ClassArrays implements ClassCredentials {
  private readonly deps: ClassArraysDeps;
  private kept: KeptClasses | undefined;
  /** A list that was read earlier never replaces one that was read later. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(deps: ClassArraysDeps) {
    this.deps = deps;
  }

  /** One look at what is kept makes the whole list. What cannot be read leaves the list as it is. */
  pass(signal: CancelSignal): Promise<Result<readonly ListedArray[], Problem>> {
    return this.inTurn(() => this.look(signal));
  }

  async keep(entry: ClassEntry, signal: CancelSignal): Promise<Result<void, Problem>> {
    const normal = normalEntry(entry);
    if (!normal.ok) return normal;
    const { configured, traits, tryOut } = this.deps;
    if (isConfigured(normal.value, configured)) return ok(undefined);
    const known = await this.inTurn(() => this.first(signal));
    if (!known.ok) return known;
    if (isKept(normal.value, this.kept)) return ok(undefined);
    const { managers, credentials } = normal.value;
    const tried = await tryOut({ ...traits, name: managers.join(','), managers, credentials }, signal);
    return tried.ok ? this.inTurn(() => this.add(normal.value, signal)) : tried;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async first(signal: CancelSignal): Promise<Result<void, Problem>> {
    const looked = this.kept === undefined ? await this.look(signal) : ok(undefined);
    return looked.ok ? ok(undefined) : looked;
  }

  /** Of many volumes that are made at once, the first one saves. */
  private async add(entry: ClassEntry, signal: CancelSignal): Promise<Result<void, Problem>> {
    if (isKept(entry, this.kept)) return ok(undefined);
    const saved = await this.save(entry, signal);
    if (!saved.ok) return saved;
    const listed = await this.look(signal);
    return listed.ok ? ok(undefined) : listed;
  }

  private async save(
    { managers, credentials }: ClassEntry,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const { secrets, clock } = this.deps;
    const entry = { managers, credentials, keptAt: clock.now() };
    let saved = await secrets.save(entry, signal);
    for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
      if (saved.ok || saved.problem.kind !== 'kubernetes-conflict') return saved;
      saved = await secrets.save(entry, signal);
    }
    return saved;
  }

  private async look(signal: CancelSignal): Promise<Result<readonly ListedArray[], Problem>> {
    const { secrets, configured, traits, replace } = this.deps;
    const read = await secrets.read(signal);
    if (!read.ok) return read;
    const arrays = mergeClasses({ configured, kept: read.value, traits });
    const replaced = replace({ arrays });
    if (!replaced.ok) return replaced;
    this.kept = read.value;
    return ok(arrays);
  }
}
