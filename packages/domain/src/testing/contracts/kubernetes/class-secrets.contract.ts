import type { ClassSecrets } from '../../../file/class-secrets.port.js';
import type { KeptClass } from '../../../file/kept-classes.js';
import { never } from '../../../shared/cancel-signal.js';
import { describeProblem } from '../../../shared/describe-problem.js';
import { ok } from '../../../shared/result.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';

export interface ClassSecretsSubject {
  /** Nothing has been kept in its place. */
  readonly secrets: ClassSecrets;
  /** Puts an entry of this name that is of a version nobody knows. */
  readonly putUnreadable: (name: string) => Promise<void>;
  /** Takes the place with something that is not ours. */
  readonly putForeign: () => Promise<void>;
}

const anEntry = (change: Partial<KeptClass> = {}): KeptClass => ({
  managers: ['http://10.0.0.1:8056', 'http://10.0.0.2:8056'],
  credentials: { kind: 'password', user: 'admin', password: 'geheim ü' },
  keptAt: 1_700_000_000_000,
  ...change,
});

const OTHER = anEntry({
  managers: ['https://[fd00::1]:8443'],
  credentials: { kind: 'token', token: 'f00d' },
  keptAt: 1_700_000_060_000,
});

export const classSecretsContract: readonly ContractCase<ClassSecretsSubject>[] = [
  {
    name: 'what was saved is read back, one entry for each array, and saving it again changes nothing',
    run: async ({ secrets }) => {
      expectEqual(expectOk(await secrets.read(never), 'read'), { classes: [], unreadable: [] }, 'before');
      for (const entry of [anEntry(), OTHER, OTHER]) expectOk(await secrets.save(entry, never), 'save');
      expectEqual(await kept(secrets), [anEntry(), OTHER], 'kept');
    },
  },
  {
    name: 'a later entry of the same managers replaces the one before, and one of fewer managers leaves it',
    run: async ({ secrets }) => {
      const rotated = anEntry({
        managers: ['http://10.0.0.2:8056', 'http://10.0.0.3:8056', 'http://10.0.0.1:8056'],
        credentials: { kind: 'password', user: 'admin', password: 'new' },
        keptAt: 1_700_000_030_000,
      });
      for (const entry of [anEntry(), rotated]) expectOk(await secrets.save(entry, never), 'save');
      expectEqual(await kept(secrets), [rotated], 'rotated');
      const fewer = anEntry({ managers: ['http://10.0.0.3:8056'], keptAt: 1_700_000_040_000 });
      expectOk(await secrets.save(fewer, never), 'save');
      expectEqual(await kept(secrets), [rotated, fewer], 'both');
    },
  },
  {
    name: 'an entry of an unknown version is named, and stays when others are saved',
    run: async ({ secrets, putUnreadable }) => {
      await putUnreadable('10.9.9.9');
      expectOk(await secrets.save(anEntry(), never), 'save');
      const read = expectOk(await secrets.read(never), 'read');
      expectEqual(read, { classes: [anEntry()], unreadable: ['10.9.9.9'] }, 'kept');
    },
  },
  {
    name: 'a place that is not ours is left alone, and no message holds a secret',
    run: async ({ secrets, putForeign }) => {
      await putForeign();
      const [read, saved] = [await secrets.read(never), await secrets.save(anEntry(), never)];
      for (const answer of [read.ok ? ok(undefined) : read, saved]) {
        const text = describeProblem(expectProblem(answer, 'kubernetes-conflict', 'refused'));
        expectTrue(!text.includes('geheim'), `${text} holds no password`);
      }
    },
  },
];

async function kept(secrets: ClassSecrets): Promise<readonly KeptClass[]> {
  const { classes } = expectOk(await secrets.read(never), 'read');
  return [...classes].sort((a, b) => a.keptAt - b.keptAt);
}
