import type { ArraySecret, ArraySecrets } from '../../../kubernetes/array-secrets.port.js';
import { formatKey, type ObjectKey } from '../../../kubernetes/object-key.js';
import { never } from '../../../shared/cancel-signal.js';
import { describeProblem } from '../../../shared/describe-problem.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';

export interface ArraySecretsSubject {
  readonly secrets: ArraySecrets;
  readonly freshKey: () => ObjectKey;
  /** Makes the Secret or replaces its data; values in clear. */
  readonly put: (key: ObjectKey, data: Readonly<Record<string, string>>) => Promise<void>;
}

const readOne = async ({ secrets }: ArraySecretsSubject, key: ObjectKey): Promise<ArraySecret> =>
  expectOk(await secrets.read(key, never), 'read');

const password = (user: string, secret: string) => ({ kind: 'password', user, password: secret });

export const arraySecretsContract: readonly ContractCase<ArraySecretsSubject>[] = [
  {
    name: 'user or username with password, or a token, is read',
    run: async (subject) => {
      for (const [data, expected] of [
        [{ user: 'admin', password: 'geheim ü' }, password('admin', 'geheim ü')],
        [{ username: 'admin', password: 'x' }, password('admin', 'x')],
        [
          { token: 'f00d', note: 'for the driver' },
          { kind: 'token', token: 'f00d' },
        ],
        [
          { token: 'f00d', user: 'admin', password: 'x' },
          { kind: 'token', token: 'f00d' },
        ],
      ] as const) {
        const key = subject.freshKey();
        await subject.put(key, data);
        expectEqual((await readOne(subject, key)).credentials, expected, 'credentials');
      }
    },
  },
  {
    name: 'what was changed is read at once',
    run: async (subject) => {
      const key = subject.freshKey();
      await subject.put(key, { user: 'admin', password: 'old' });
      await readOne(subject, key);
      await subject.put(key, { user: 'admin', password: 'new' });
      expectEqual((await readOne(subject, key)).credentials, password('admin', 'new'), 'credentials');
    },
  },
  {
    name: 'the managers that it is meant for are read as written, and a Secret that does not say has none',
    run: async (subject) => {
      const [silent, meant] = [subject.freshKey(), subject.freshKey()];
      await subject.put(silent, { token: 'f00d' });
      await subject.put(meant, { token: 'f00d', xmsServers: '10.7.0.1,10.7.0.2' });
      expectEqual((await readOne(subject, silent)).managers, undefined, 'managers');
      expectEqual((await readOne(subject, meant)).managers, ['10.7.0.1', '10.7.0.2'], 'managers');
    },
  },
  {
    name: 'a missing Secret, or one without usable keys, is named with the keys it has and never a value',
    run: async ({ secrets, freshKey, put }) => {
      const [missing, unusable] = [freshKey(), freshKey()];
      await put(unusable, { User: 'admin', password: 'geheim' });
      for (const key of [missing, unusable]) {
        const problem = expectProblem(await secrets.read(key, never), 'credentials-missing', 'read');
        const text = describeProblem(problem);
        expectTrue(text.includes(formatKey(key)), `${text} names ${formatKey(key)}`);
        expectTrue(!text.includes('geheim') && !text.includes('admin'), `${text} holds no value`);
        expectEqual(text.includes('User'), key === unusable, 'names the keys it has');
      }
    },
  },
];
