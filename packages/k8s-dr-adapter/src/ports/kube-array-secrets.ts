import { failed, formatKey, ok } from '@twinsite/domain';
import type {
  ArrayCredentials,
  ArraySecret,
  ArraySecrets,
  CancelSignal,
  ObjectKey,
  Problem,
  Result,
} from '@twinsite/domain';
import type { KubeClient } from '../client/kube-client.js';
import { secrets } from '../client/resources.js';
import { recordIn, textIn, type Json } from '../wire/fields.js';

export class KubeArraySecrets implements ArraySecrets {
  private readonly client: KubeClient;

  constructor(client: KubeClient) {
    this.client = client;
  }

  async read(secret: ObjectKey, signal: CancelSignal): Promise<Result<ArraySecret, Problem>> {
    const found = await this.client.get(secrets, secret, signal);
    if (!found.ok) return found;
    const name = `Secret ${formatKey(secret)}`;
    if (found.value === undefined) return failed(missing(`${name} does not exist`));
    const data = recordIn(found.value, 'data') ?? {};
    const credentials = credentialsIn(data);
    if (credentials !== undefined) return ok({ credentials, managers: managersIn(data) });
    const keys = Object.keys(data);
    const has = keys.length === 0 ? 'has no keys' : `has the keys ${keys.join(', ')}`;
    return failed(missing(`${name} ${has}; it needs token, or user (or username) and password`));
  }
}

/** The caller knows which array it was for. */
const missing = (detail: string): Problem => ({ kind: 'credentials-missing', array: '', detail });

function credentialsIn(data: Json): ArrayCredentials | undefined {
  const token = valueIn(data, 'token');
  if (token !== undefined) return { kind: 'token', token };
  const user = valueIn(data, 'user') ?? valueIn(data, 'username');
  const password = valueIn(data, 'password');
  return user === undefined || password === undefined ? undefined : { kind: 'password', user, password };
}

/** Entries that are empty name no manager. */
const managersIn = (data: Json): readonly string[] | undefined =>
  valueIn(data, 'xmsServers')
    ?.split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** In clear, without the newline an editor leaves at its end; undefined when absent or empty. */
function valueIn(data: Json, key: string): string | undefined {
  const text = Buffer.from(textIn(data, key) ?? '', 'base64')
    .toString('utf8')
    .replace(/\r?\n$/, '');
  return text === '' ? undefined : text;
}
