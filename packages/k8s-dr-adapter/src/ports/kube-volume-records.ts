import { failed, ok } from '@twinsite/domain';
import type {
  CancelSignal,
  FoundRecord,
  OwnedRecord,
  Problem,
  Result,
  VolumeRecord,
  VolumeRecords,
} from '@twinsite/domain';
import type { KubeClient } from '../client/kube-client.js';
import type { KubeObject } from '../client/kube-object.js';
import { configMaps } from '../client/resources.js';
import type { ObjectPlace } from '../client/resource.js';
import { recordIn, textIn } from '../wire/fields.js';
import { formatVolumeRecord, readVolumeRecord } from '../wire/volume-record.js';

const PREFIX = 'csi-iscsi-vid-';
const LABEL = 'app.kubernetes.io/managed-by';
const OURS = 'twinsite';
const DATA_KEY = 'volume.json';

export class KubeVolumeRecords implements VolumeRecords {
  private readonly client: KubeClient;
  private readonly namespace: string;

  constructor(client: KubeClient, namespace: string) {
    this.client = client;
    this.namespace = namespace;
  }

  async find(pv: string, signal: CancelSignal): Promise<Result<FoundRecord, Problem>> {
    const found = await this.client.get(configMaps, this.placeOf(pv), signal);
    if (!found.ok) return found;
    if (found.value === undefined) return ok({ kind: 'none' });
    if (!isOurs(found.value)) return ok({ kind: 'foreign' });
    const record = recordOf(found.value, pv);
    return ok(record === 'unreadable' ? { kind: 'unreadable' } : { kind: 'ours', record });
  }

  async list(signal: CancelSignal): Promise<Result<readonly OwnedRecord[], Problem>> {
    const selection = { namespace: this.namespace, labelSelector: `${LABEL}=${OURS}` };
    const found = await this.client.list(configMaps, selection, signal);
    if (!found.ok) return found;
    const ours = found.value.items.filter(({ metadata }) => metadata.name.startsWith(PREFIX));
    return ok(
      ours.map((object) => {
        const pv = object.metadata.name.slice(PREFIX.length);
        return { pv, record: recordOf(object, pv) };
      }),
    );
  }

  async save(record: VolumeRecord, signal: CancelSignal): Promise<Result<void, Problem>> {
    const place = this.placeOf(record.pv);
    const found = await this.client.get(configMaps, place, signal);
    if (!found.ok) return found;
    const data = { [DATA_KEY]: formatVolumeRecord(record) };
    const { value: before } = found;
    if (before === undefined) {
      const metadata = { ...place, labels: { [LABEL]: OURS } };
      return done(await this.client.create(configMaps, { metadata, data }, signal));
    }
    if (!isOurs(before)) return failed(foreign(place));
    if (dataOf(before) === data[DATA_KEY]) return ok(undefined);
    return done(await this.client.replace(configMaps, { ...before, data }, signal));
  }

  async remove(pv: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    const place = this.placeOf(pv);
    const found = await this.client.get(configMaps, place, signal);
    if (!found.ok) return found;
    if (found.value === undefined || !isOurs(found.value)) return ok(undefined);
    const { uid } = found.value.metadata;
    return this.client.delete(configMaps, uid === undefined ? place : { ...place, uid }, signal);
  }

  private placeOf(pv: string): ObjectPlace & { readonly namespace: string } {
    return { namespace: this.namespace, name: `${PREFIX}${pv}` };
  }
}

const isOurs = ({ metadata }: KubeObject): boolean => metadata.labels?.[LABEL] === OURS;

const dataOf = (object: KubeObject): string | undefined => textIn(recordIn(object, 'data') ?? {}, DATA_KEY);

/** A record of another volume under this name is none that can be read. */
function recordOf(object: KubeObject, pv: string): VolumeRecord | 'unreadable' {
  const text = dataOf(object);
  const record = text === undefined ? undefined : readVolumeRecord(text);
  return record?.pv === pv ? record : 'unreadable';
}

const done = (made: Result<unknown, Problem>): Result<void, Problem> => (made.ok ? ok(undefined) : made);

const foreign = ({ namespace, name }: ObjectPlace): Problem => ({
  kind: 'kubernetes-conflict',
  operation: 'save a volume record',
  object: `ConfigMap ${namespace}/${name}, which is not ours (no label ${LABEL}=${OURS}),`,
});
