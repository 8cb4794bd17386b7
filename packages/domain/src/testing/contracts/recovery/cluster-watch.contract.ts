import { CancelSource } from '../../../shared/cancel-source.js';
import { never, type CancelSignal } from '../../../shared/cancel-signal.js';
import type { ObjectKind } from '../../../recovery/objects/object-kind.js';
import type { ClusterChange, ClusterWatch } from '../../../recovery/ports/cluster-watch.port.js';
import { expectEqual } from '../../check.js';
import type { ContractCase } from '../../contract.js';

export interface ClusterWatchSubject {
  readonly watch: ClusterWatch;
  /** There is one. */
  readonly namespace: string;
  /** Never given before. */
  readonly freshName: () => string;
  /** Where a watch of ConfigMaps goes on from, now. */
  version(): Promise<string>;
  /** Makes the ConfigMap or changes it. */
  put(name: string, labels: Labels, data: Labels): Promise<void>;
  remove(name: string): Promise<void>;
}

type Labels = Readonly<Record<string, string>>;

export const clusterWatchContract: readonly ContractCase<ClusterWatchSubject>[] = [
  {
    name: 'what is made, changed and removed after a version is told in order, whole, with its kind',
    run: async (subject) => {
      const { name, labels } = labelled(subject);
      const version = await subject.version();
      await subject.put(name, labels, { a: '1' });
      await subject.put(name, labels, { a: '2' });
      await subject.remove(name);
      const told = (await first(3, from(subject, name, version))).map((change) =>
        'object' in change
          ? [change.type, change.object.apiVersion, change.object.kind, change.object['data']]
          : [change.type],
      );
      const whole = (type: string, a: string): unknown => [type, 'v1', 'ConfigMap', { a }];
      expectEqual(told, [whole('changed', '1'), whole('changed', '2'), whole('removed', '2')], 'changes');
    },
  },
  {
    name: 'a watch goes on from the version of a change, without telling it again',
    run: async (subject) => {
      const { name, labels } = labelled(subject);
      const version = await subject.version();
      await subject.put(name, labels, { a: '1' });
      const [made] = await first(1, from(subject, name, version));
      await subject.put(name, labels, { a: '2' });
      const later = made !== undefined && 'version' in made ? made.version : '';
      expectEqual(dataOf(await first(1, from(subject, name, later))), [{ a: '2' }], 'changes');
    },
  },
  {
    name: 'an object that loses the label is removed for the watch, and one that gets it is told',
    run: async (subject) => {
      const { name, labels } = labelled(subject);
      const version = await subject.version();
      await subject.put(name, {}, { a: '1' });
      await subject.put(name, labels, { a: '1' });
      await subject.put(name, {}, { a: '1' });
      const types = (await first(2, from(subject, name, version))).map(({ type }) => type);
      expectEqual(types, ['changed', 'removed'], 'changes');
    },
  },
  {
    name: 'the signal ends it, with the word of who ended it',
    run: async (subject) => {
      const stop = new CancelSource();
      const watch = from(subject, subject.freshName(), await subject.version(), stop.signal);
      const next = first(1, watch);
      stop.cancel();
      const [last] = await next;
      expectEqual(last?.type === 'ended' && last.problem?.kind, 'cancelled', 'problem');
    },
  },
];

export interface ForgetfulWatchSubject extends ClusterWatchSubject {
  /** Nobody can go on from where the server has been. */
  forget(): Promise<void>;
}

/** For servers that can be made to forget. */
export const forgottenVersionContract: readonly ContractCase<ForgetfulWatchSubject>[] = [
  {
    name: 'a version that the server has forgotten has expired, and that is all the watch tells',
    run: async (subject) => {
      const { name, labels } = labelled(subject);
      const version = await subject.version();
      await subject.put(name, labels, { a: '1' });
      await subject.forget();
      expectEqual(await first(9, from(subject, name, version)), [{ type: 'expired' }], 'changes');
    },
  },
  {
    name: 'a watch that is open when its place is forgotten ends as expired',
    run: async (subject) => {
      const { name, labels } = labelled(subject);
      const watch = from(subject, name, await subject.version());
      await subject.put(name, labels, { a: '1' });
      const types: string[] = [];
      for await (const { type } of watch) {
        types.push(type);
        if (type === 'changed') await subject.forget();
      }
      expectEqual(types, ['changed', 'expired'], 'changes');
    },
  },
];

const labelled = ({ freshName }: ClusterWatchSubject): { name: string; labels: Labels } => {
  const name = freshName();
  return { name, labels: { 'twinsite/test': name } };
};

const configMaps: ObjectKind = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
  verbs: ['watch'],
};

function from(
  { watch, namespace }: ClusterWatchSubject,
  label: string,
  version: string,
  signal: CancelSignal = never,
): AsyncIterable<ClusterChange> {
  const within = { namespace, labelSelector: `twinsite/test=${label}` };
  return watch.watch(configMaps, within, version, signal);
}

const dataOf = (changes: readonly ClusterChange[]): readonly unknown[] =>
  changes.map((change) => ('object' in change ? change.object['data'] : change.type));

/** The first changes that are no bookmarks, or as many as there are. */
async function first(count: number, watch: AsyncIterable<ClusterChange>): Promise<readonly ClusterChange[]> {
  const seen: ClusterChange[] = [];
  for await (const change of watch) {
    if (change.type !== 'bookmark') seen.push(change);
    if (seen.length === count) break;
  }
  return seen;
}
