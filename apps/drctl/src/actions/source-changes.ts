import { setTimeout as wait } from 'node:timers/promises';
import type { ClusterObjects, ClusterWatch, ObjectKind } from '@twinsite/domain';
import { limitedSignal } from './limited-signal.js';

/** Kinds that change all the time and are carried nowhere. */
const NOISE = new Set([
  'Event',
  'Lease',
  'EndpointSlice',
  'Endpoints',
  'Pod',
  'ReplicaSet',
  'ControllerRevision',
]);
/** Changes come in crowds: what follows within this time belongs to the same pass. */
const SETTLE_MS = 500;

interface Watched {
  readonly source: { readonly objects: Pick<ClusterObjects, 'kinds' | 'list'>; readonly watch: ClusterWatch };
  readonly group: { readonly namespaces: readonly string[] };
  readonly signal: AbortSignal;
}

/** Resolves with why a pass is due: something in the group's namespaces has changed, or `resyncMs` have passed. */
export async function sourceChanged({ source, group, signal }: Watched, resyncMs: number): Promise<string> {
  const ended = new AbortController();
  const limit = limitedSignal([signal, ended.signal], resyncMs);
  const kinds = await source.objects.kinds(limit);
  const watched = kinds.ok ? kinds.value.filter(isWatched) : [];
  const places = watched.flatMap((kind) =>
    kind.namespaced ? group.namespaces.map((namespace) => ({ kind, namespace })) : [],
  );
  const changes = places.map(({ kind, namespace }) => firstChange(source, { kind, namespace }, limit));
  const resync = new Promise<string>((done) => {
    const isDue = (): void => done('a full pass is due');
    if (limit.aborted) isDue();
    else limit.addEventListener('abort', isDue, { once: true });
  });
  const why = await Promise.race([resync, ...changes]);
  if (!limit.aborted) await wait(SETTLE_MS, undefined, { signal }).catch(() => undefined);
  ended.abort();
  return why;
}

const isWatched = ({ kind, verbs }: ObjectKind): boolean =>
  verbs.includes('watch') && verbs.includes('list') && !NOISE.has(kind);

/** Never resolves where nothing changes; a watch that ends for another reason leaves it to the full pass. */
async function firstChange(
  { objects, watch }: Watched['source'],
  { kind, namespace }: { readonly kind: ObjectKind; readonly namespace: string },
  signal: AbortSignal,
): Promise<string> {
  const list = await objects.list(kind, { namespace }, signal);
  if (list.ok) {
    for await (const change of watch.watch(kind, { namespace }, list.value.version, signal)) {
      if (change.type === 'changed' || change.type === 'removed')
        return `${kind.kind} ${namespace}/${change.object.metadata.name} was ${change.type}`;
    }
  }
  return new Promise(() => undefined);
}
