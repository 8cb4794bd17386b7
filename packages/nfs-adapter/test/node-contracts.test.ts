import {
  lingeringMountsContract,
  nfsMountsContract,
  type LingeringMountsSubject,
} from '@twinsite/domain/testing';
import { test } from 'vitest';
import { scratchDirectory, subjectOf, tree, twoTrees } from './support/two-trees.js';

test.each(nfsMountsContract)('NFS mounts on the simulated host: $name', async ({ run }) => {
  const trees = twoTrees();
  await trees.wait(run(subjectOf(trees)));
});

function lingeringSubject(): LingeringMountsSubject {
  const { node } = twoTrees();
  const stateDirectory = scratchDirectory();
  const exported = {
    filesystem: 'f',
    statfs: () => new Promise<never>(() => undefined),
    append: () => Promise.resolve(),
    read: () => Promise.resolve(undefined),
    close: () => undefined,
  };
  return {
    get lingering() {
      return node.adapters(stateDirectory).nfs.lingering;
    },
    hold: () => {
      const held = node.client.superblockFor({ source: tree('a'), version: '3', isOwn: true, exported });
      held.isDirty = true;
      return Promise.resolve(held.device);
    },
    release: (device) => {
      for (const held of node.client.held()) if (held.device === device) held.isDirty = false;
      return Promise.resolve();
    },
    reboot: () => {
      node.reboot();
      return Promise.resolve();
    },
  };
}

test.each(lingeringMountsContract)('lingering mounts in files: $name', ({ run }) => run(lingeringSubject()));
