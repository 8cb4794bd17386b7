import type { ClassSecrets } from '../../../file/class-secrets.port.js';
import { supersedes, type KeptClass, type KeptClasses } from '../../../file/kept-classes.js';
import type { Problem } from '../../../shared/problem.js';
import { failed, ok, type Result } from '../../../shared/result.js';
import { ask, noKubernetesFaults, type KubernetesFaults } from './kubernetes-faults.js';

export class FakeClassSecrets implements ClassSecrets {
  readonly faults: KubernetesFaults;
  private kept: KeptClasses = { classes: [], unreadable: [] };
  private isForeign = false;

  constructor(faults = noKubernetesFaults()) {
    this.faults = faults;
  }

  read(): Promise<Result<KeptClasses, Problem>> {
    return this.ours('reading a Secret', () => ok(this.kept));
  }

  save(entry: KeptClass): Promise<Result<void, Problem>> {
    return this.ours('saving a Secret', () => {
      if (this.faults.conflictNext) {
        this.faults.conflictNext = false;
        return failed(conflict('saving a Secret'));
      }
      const others = this.kept.classes.filter((older) => !supersedes(entry, older));
      this.kept = { ...this.kept, classes: [...others, entry] };
      return ok(undefined);
    });
  }

  /** What a person does who deletes the Secret. */
  empty(): void {
    this.kept = { classes: [], unreadable: [] };
  }

  putUnreadable(name: string): void {
    this.kept = { ...this.kept, unreadable: [...this.kept.unreadable, name] };
  }

  putForeign(): void {
    this.isForeign = true;
  }

  private ours<T>(operation: string, produce: () => Result<T, Problem>): Promise<Result<T, Problem>> {
    return ask(this.faults, operation, () => (this.isForeign ? failed(conflict(operation)) : produce()));
  }
}

const conflict = (operation: string): Problem => ({
  kind: 'kubernetes-conflict',
  operation,
  object: 'Secret twinsite-classes',
});
