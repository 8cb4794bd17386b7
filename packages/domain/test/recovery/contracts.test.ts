import {
  accessRightsContract,
  clusterFactsContract,
  clusterWatchContract,
  FakeClusterFacts,
  FakeClusterWatch,
  forgottenVersionContract,
  ManualClock,
  type AccessRightsSubject,
  type ClusterFactsSubject,
  type ForgetfulWatchSubject,
} from '@twinsite/domain/testing';
import { describe, test } from 'vitest';

let serial = 0;
const freshName = (): string => `n-${(serial += 1)}`;
const namespace = 'shop';
/** What happens beside the port. */
const soon = (work: () => void): Promise<void> => Promise.resolve().then(work);

function watched(): ForgetfulWatchSubject {
  const watch = new FakeClusterWatch();
  const named = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace, name } });
  return {
    watch,
    namespace,
    freshName,
    version: () => Promise.resolve(watch.version),
    put: (name, labels, data) =>
      soon(() => watch.put({ ...named(name), metadata: { namespace, name, labels }, data })),
    remove: (name) => soon(() => watch.remove(named(name))),
    forget: () => soon(() => watch.forget()),
  };
}

function aheadByAMinute(): ClusterFactsSubject {
  const facts = new FakeClusterFacts();
  facts.clockAheadMs = 60_000;
  return { facts, clock: new ManualClock(), namespace, clockAheadMs: 60_000 };
}

function limited(): AccessRightsSubject {
  const facts = new FakeClusterFacts();
  facts.denied.add('patch persistentvolumes');
  const granted = { verb: 'get', group: '', resource: 'persistentvolumes' };
  return { facts, granted, refused: { ...granted, verb: 'patch' } };
}

describe('the in-memory cluster keeps the contracts of', () => {
  test.each(clusterWatchContract)('ClusterWatch: $name', ({ run }) => run(watched()));
  test.each(forgottenVersionContract)('ClusterWatch: $name', ({ run }) => run(watched()));
  test.each(clusterFactsContract)('ClusterFacts: $name', ({ run }) => run(aheadByAMinute()));
  test.each(accessRightsContract)('ClusterFacts: $name', ({ run }) => run(limited()));
});
