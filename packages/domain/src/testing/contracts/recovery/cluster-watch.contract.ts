import type { CancelSignal } from '../../../shared/cancel-signal.js';
import { never } from '../../../shared/cancel-signal.js';
import type { ClusterObject } from '../../../recovery/objects/cluster-object.js';
import type { ClusterObjects } from '../../../recovery/ports/cluster-objects.port.js';
import type { ClusterChange, ClusterWatch } from '../../../recovery/ports/cluster-watch.port.js';
import { expectEqual, expectOk, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';

export interface ClusterWatchSubject {
  readonly objects: ClusterObjects;
  readonly watch: ClusterWatch;
  /** There is one. */
  readonly namespace: string;
  readonly freshName: () => string;
  /** Fires when the case has ended. */
  readonly signal: CancelSignal;
}

const HOW = { manager: 'watch-contract', force: false, dryRun: false };

export const clusterWatchContract: readonly ContractCase<ClusterWatchSubject>[] = [
  {
    name: 'tells what happens after a list, to the objects that are selected, whole',
    run: async (subject) => {
      const { objects, namespace } = subject;
      const kind = await configMaps(subject);
      const [name, other] = [subject.freshName(), subject.freshName()];
      const labelSelector = `watched=${name}`;
      const { version } = expectOk(await objects.list(kind, { namespace, labelSelector }, never), 'list');
      await put(subject, other, {});
      const made = await put(subject, name, { watched: name });
      const { uid = '' } = made.metadata;
      expectOk(await objects.remove(kind, { namespace, name, uid }, never), 'remove');
      const seen = await take(subject, { labelSelector, version, count: 2 });
      expectEqual(
        seen.map((change) => [change.type, 'object' in change ? change.object.metadata.name : '']),
        [
          ['changed', name],
          ['removed', name],
        ],
        'changes',
      );
      const [first] = seen;
      expectTrue(first?.type === 'changed' && first.object.kind === 'ConfigMap', 'the object says its kind');
    },
  },
  {
    name: 'ends with the caller',
    run: async (subject) => {
      const { objects, namespace } = subject;
      const kind = await configMaps(subject);
      const { version } = expectOk(await objects.list(kind, { namespace }, never), 'list');
      const ended: CancelSignal = { ...never, aborted: true };
      const types: string[] = [];
      for await (const { type } of subject.watch.watch(kind, { namespace }, version, ended)) types.push(type);
      expectEqual(types.at(-1), 'ended', 'the last of all');
    },
  },
];

async function configMaps({ objects }: ClusterWatchSubject) {
  const kinds = expectOk(await objects.kinds(never), 'kinds');
  const kind = kinds.find((one) => one.kind === 'ConfigMap' && one.group === '');
  if (kind === undefined) throw new Error('the server serves no ConfigMaps');
  return kind;
}

async function put(
  subject: ClusterWatchSubject,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<ClusterObject> {
  const { objects, namespace } = subject;
  const object: ClusterObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels },
  };
  return expectOk(await objects.apply(await configMaps(subject), object, HOW, never), 'apply');
}

interface Taking {
  readonly labelSelector: string;
  readonly version: string;
  readonly count: number;
}

async function take(
  subject: ClusterWatchSubject,
  { labelSelector, version, count }: Taking,
): Promise<readonly ClusterChange[]> {
  const { watch, namespace, signal } = subject;
  const seen: ClusterChange[] = [];
  for await (const change of watch.watch(
    await configMaps(subject),
    { namespace, labelSelector },
    version,
    signal,
  )) {
    if (change.type === 'bookmark') continue;
    seen.push(change);
    if (seen.length === count) break;
  }
  return seen;
}
