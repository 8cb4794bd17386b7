import { failed, formatKey, ok, supersedes } from '@twinsite/domain';
import type {
  CancelSignal,
  ClassSecrets,
  KeptClass,
  KeptClasses,
  ObjectKey,
  Problem,
  Result,
} from '@twinsite/domain';
import type { KubeClient } from '../client/kube-client.js';
import type { KubeObject } from '../client/kube-object.js';
import { secrets } from '../client/resources.js';
import { recordIn, textIn, type Json } from '../wire/fields.js';
import { formatKeptClass, nameOfEntry, readKeptClass } from '../wire/kept-class.js';

const LABEL = 'app.kubernetes.io/managed-by';
const OURS = 'twinsite';

/** One Secret of the driver with a key for each array; `get` and `update` can be granted for its name alone. */
export class KubeClassSecrets implements ClassSecrets {
  private readonly client: KubeClient;
  private readonly place: ObjectKey;

  constructor(client: KubeClient, place: ObjectKey) {
    this.client = client;
    this.place = place;
  }

  async read(signal: CancelSignal): Promise<Result<KeptClasses, Problem>> {
    const found = await this.find(signal);
    if (!found.ok) return found;
    const entries = entriesOf(found.value);
    const classes = entries.flatMap(({ entry }) => entry ?? []);
    const unreadable = entries.flatMap(({ name, entry }) => (entry === undefined ? [name] : []));
    return ok({ classes, unreadable });
  }

  async save(entry: KeptClass, signal: CancelSignal): Promise<Result<void, Problem>> {
    const found = await this.find(signal);
    if (!found.ok) return found;
    const before = found.value;
    const value = encode(formatKeptClass(entry));
    const name = nameOfEntry(entry.managers);
    if (before === undefined) {
      const metadata = { ...this.place, labels: { [LABEL]: OURS } };
      return done(await this.client.create(secrets, { metadata, data: { [name]: value } }, signal));
    }
    const gone = entriesOf(before).filter((older) => older.entry && supersedes(entry, older.entry));
    const left = Object.entries(dataOf(before)).filter(([key]) => gone.every((older) => older.name !== key));
    const data = Object.fromEntries([...left, [name, value]]);
    return done(await this.client.replace(secrets, { ...before, data }, signal));
  }

  private async find(signal: CancelSignal): Promise<Result<KubeObject | undefined, Problem>> {
    const found = await this.client.get(secrets, this.place, signal);
    if (!found.ok || found.value === undefined) return found;
    if (found.value.metadata.labels?.[LABEL] === OURS) return found;
    const object = `Secret ${formatKey(this.place)}, which is not ours (no label ${LABEL}=${OURS}),`;
    return failed({ kind: 'kubernetes-conflict', operation: 'keep credentials of classes', object });
  }
}

const encode = (text: string): string => Buffer.from(text).toString('base64');

const dataOf = (object: KubeObject): Json => recordIn(object, 'data') ?? {};

function entriesOf(
  object: KubeObject | undefined,
): readonly { readonly name: string; readonly entry: KeptClass | undefined }[] {
  const data = object === undefined ? {} : dataOf(object);
  return Object.keys(data).map((name) => {
    const text = Buffer.from(textIn(data, name) ?? '', 'base64').toString('utf8');
    return { name, entry: readKeptClass(text) };
  });
}

const done = (made: Result<unknown, Problem>): Result<void, Problem> => (made.ok ? ok(undefined) : made);
