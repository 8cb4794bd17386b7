import {
  DRCTL_NAMESPACE,
  failed,
  ok,
  type CancelSignal,
  type ClusterObjects,
  type ObjectKind,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { isRecord } from '../client/kube-object.js';

export interface CopiedJournal {
  /** Of the operation. */
  readonly id: string;
  /** JSON lines, as in the file. */
  readonly text: string;
}

/** The journal of a group's last move on a cluster, as a ConfigMap: whoever has lost the host of it goes on from there. */
export class JournalCopy {
  private readonly objects: ClusterObjects;
  private readonly name: string;

  constructor(objects: ClusterObjects, group: string) {
    this.objects = objects;
    this.name = `drctl-move-${group}`;
  }

  /** The namespace has to be there. */
  async write({ id, text }: CopiedJournal, signal: CancelSignal): Promise<Result<void, Problem>> {
    const kind = await this.kind(signal);
    if (!kind.ok) return kind;
    const metadata = { name: this.name, namespace: DRCTL_NAMESPACE };
    const copy = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { operation: id, journal: text } };
    const how = { manager: 'drctl', force: true, dryRun: false };
    const written = await this.objects.apply(kind.value, copy, how, signal);
    return written.ok ? ok(undefined) : written;
  }

  /** Undefined: there is none. */
  async read(signal: CancelSignal): Promise<Result<CopiedJournal | undefined, Problem>> {
    const kind = await this.kind(signal);
    if (!kind.ok) return kind;
    const place = { namespace: DRCTL_NAMESPACE, name: this.name };
    const found = await this.objects.get(kind.value, place, signal);
    if (!found.ok || found.value === undefined) return found.ok ? ok(undefined) : found;
    const { data } = found.value;
    const [id, text] = isRecord(data) ? [data['operation'], data['journal']] : [];
    if (typeof id === 'string' && typeof text === 'string') return ok({ id, text });
    return failed({ kind: 'journal-broken', path: this.path, record: 1 });
  }

  private get path(): string {
    return `ConfigMap ${DRCTL_NAMESPACE}/${this.name}`;
  }

  private async kind(signal: CancelSignal): Promise<Result<ObjectKind, Problem>> {
    const served = await this.objects.kinds(signal);
    if (!served.ok) return served;
    const found = served.value.find((one) => one.group === '' && one.kind === 'ConfigMap');
    if (found !== undefined) return ok(found);
    return failed({ kind: 'kind-unserved', object: this.path, apiVersion: 'v1' });
  }
}
