import type { ArrayCredentials } from '../../../array/array-directory.port.js';
import type { ArraySecret, ArraySecrets } from '../../../kubernetes/array-secrets.port.js';
import { formatKey, type ObjectKey } from '../../../kubernetes/object-key.js';
import type { Problem } from '../../../shared/problem.js';
import { failed, ok, type Result } from '../../../shared/result.js';
import { ask, noKubernetesFaults, type KubernetesFaults } from './kubernetes-faults.js';

type SecretData = Readonly<Record<string, string>>;

export class FakeArraySecrets implements ArraySecrets {
  readonly faults: KubernetesFaults;
  private readonly secrets = new Map<string, SecretData>();

  constructor(faults = noKubernetesFaults()) {
    this.faults = faults;
  }

  read(secret: ObjectKey): Promise<Result<ArraySecret, Problem>> {
    return ask(this.faults, 'reading a Secret', () => {
      const data = this.secrets.get(formatKey(secret));
      const credentials = data === undefined ? undefined : credentialsOf(data);
      if (credentials !== undefined) return ok({ credentials, managers: data?.['xmsServers']?.split(',') });
      const has = data === undefined ? 'does not exist' : `has the keys ${Object.keys(data).join(', ')}`;
      const detail = `Secret ${formatKey(secret)} ${has}; it needs token, or user and password`;
      return failed({ kind: 'credentials-missing', array: '', detail });
    });
  }

  put(key: ObjectKey, data: SecretData): void {
    this.secrets.set(formatKey(key), data);
  }
}

function credentialsOf(data: SecretData): ArrayCredentials | undefined {
  const { token, password } = data;
  if (token !== undefined) return { kind: 'token', token };
  const user = data['user'] ?? data['username'];
  return user === undefined || password === undefined ? undefined : { kind: 'password', user, password };
}
