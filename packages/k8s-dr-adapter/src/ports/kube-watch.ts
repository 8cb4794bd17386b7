import type {
  CancelSignal,
  ClusterChange,
  ClusterWatch,
  ObjectKind,
  ObjectSelection,
} from '@twinsite/domain';
import type { KubeClient } from '../client/kube-client.js';
import type { WatchEvent } from '../client/watch.js';
import { wholeObject } from './whole-object.js';

/** What happens to objects of every kind of one API server. */
export class KubeWatch implements ClusterWatch {
  private readonly client: KubeClient;

  constructor(client: KubeClient) {
    this.client = client;
  }

  async *watch(
    kind: ObjectKind,
    { namespace, labelSelector }: ObjectSelection,
    version: string,
    signal: CancelSignal,
  ): AsyncGenerator<ClusterChange, void> {
    const selection = { namespace, ...(labelSelector === undefined ? {} : { labelSelector }) };
    for await (const event of this.client.watch(kind, selection, version, signal)) yield told(kind, event);
  }
}

function told(kind: ObjectKind, event: WatchEvent): ClusterChange {
  switch (event.kind) {
    case 'set':
    case 'gone': {
      const type = event.kind === 'set' ? 'changed' : 'removed';
      return { type, object: wholeObject(kind, event.object), version: event.version };
    }
    case 'bookmark':
      return { type: 'bookmark', version: event.version };
    case 'ended':
      return event.expired ? { type: 'expired' } : { type: 'ended', problem: event.problem };
  }
}
