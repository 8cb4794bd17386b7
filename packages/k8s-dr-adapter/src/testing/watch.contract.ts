import { CancelSource, never } from '@twinsite/domain';
import { expectEqual, expectOk, expectTrue, type ContractCase } from '@twinsite/domain/testing';
import type { KubeObject } from '../client/kube-object.js';
import { configMaps } from '../client/resources.js';
import type { WatchEvent } from '../client/watch.js';
import type { KubeClientSubject } from './kube-client.contract.js';

export const watchContract: readonly ContractCase<KubeClientSubject>[] = [
  {
    name: 'a watch from a list tells what was made, changed and deleted after it, in order',
    run: async (subject) => {
      const { client } = subject;
      const { selection, version, object } = await labelled(subject);
      const made = expectOk(await client.create(configMaps, object, never), 'create');
      expectOk(await client.replace(configMaps, { ...made, data: { a: '1' } }, never), 'replace');
      const { namespace } = subject;
      expectOk(await client.delete(configMaps, { namespace, name: made.metadata.name }, never), 'delete');
      const seen = await first(3, client.watch(configMaps, selection, version, never));
      const told = seen.map((event) => [event.kind, 'object' in event ? event.object['data'] : undefined]);
      expectEqual(
        told,
        [
          ['set', undefined],
          ['set', { a: '1' }],
          ['gone', { a: '1' }],
        ],
        'events',
      );
    },
  },
  {
    name: 'an object that loses the label is gone for the watch',
    run: async (subject) => {
      const { client } = subject;
      const { selection, version, object } = await labelled(subject);
      const made = expectOk(await client.create(configMaps, object, never), 'create');
      const bare = { ...made, metadata: { ...made.metadata, labels: {} } };
      expectOk(await client.replace(configMaps, bare, never), 'replace');
      const seen = await first(2, client.watch(configMaps, selection, version, never));
      expectEqual(
        seen.map(({ kind }) => kind),
        ['set', 'gone'],
        'events',
      );
    },
  },
  {
    name: 'a watch ends with the signal',
    run: async (subject) => {
      const { selection, version } = await labelled(subject);
      const stop = new CancelSource();
      const watch = subject.client.watch(configMaps, selection, version, stop.signal);
      const next = watch.next();
      stop.cancel();
      const last = await next;
      expectTrue(last.done !== true && last.value.kind === 'ended', 'ended');
    },
  },
];

interface Labelled {
  readonly selection: { readonly namespace: string; readonly labelSelector: string };
  readonly version: string;
  /** Not made yet. */
  readonly object: KubeObject;
}

async function labelled({ client, namespace, freshName }: KubeClientSubject): Promise<Labelled> {
  const name = freshName();
  const selection = { namespace, labelSelector: `twinsite/test=${name}` };
  const { version } = expectOk(await client.list(configMaps, selection, never), 'list');
  return { selection, version, object: { metadata: { namespace, name, labels: { 'twinsite/test': name } } } };
}

/** The first events that are no bookmarks. */
async function first(count: number, watch: AsyncIterable<WatchEvent>): Promise<readonly WatchEvent[]> {
  const seen: WatchEvent[] = [];
  for await (const event of watch) {
    if (event.kind !== 'bookmark') seen.push(event);
    if (seen.length === count || event.kind === 'ended') break;
  }
  return seen;
}
