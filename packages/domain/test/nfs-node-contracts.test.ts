import { describe, test } from 'vitest';
import {
  FakeNfsHost,
  FakeNfsServers,
  lingeringMountsContract,
  nfsMountsContract,
  type LingeringMountsSubject,
  type NfsNodeSubject,
} from '@twinsite/domain/testing';

const tree = (name: string) => ({ server: '10.0.0.1', path: `/sdsfs/folder/${name}` });

function nodeSubject(): NfsNodeSubject {
  const servers = new FakeNfsServers();
  for (const name of ['a', 'b']) servers.add(tree(name));
  const { state, ports } = new FakeNfsHost(servers);
  state.links.set('/link', '/mounts');
  return {
    ...ports,
    source: tree('a'),
    neighbour: tree('b'),
    missing: tree('missing'),
    directory: '/mounts',
    linked: '/link',
    silence: () => Promise.resolve(void servers.silent.add('10.0.0.1')),
    restore: () => Promise.resolve(void servers.silent.delete('10.0.0.1')),
    occupy: (path) => {
      state.busy.add(path);
      return Promise.resolve(() => Promise.resolve(void state.busy.delete(path)));
    },
  };
}

function lingeringSubject(): LingeringMountsSubject {
  const servers = new FakeNfsServers();
  servers.silent.add('10.0.0.1');
  const host = new FakeNfsHost(servers);
  return {
    get lingering() {
      return host.ports.lingering;
    },
    hold: () => {
      host.state.minor += 1;
      const device = `0:${host.state.minor}`;
      host.state.superblocks.set(device, '10.0.0.1');
      return Promise.resolve(device);
    },
    release: (device) => Promise.resolve(void host.state.superblocks.delete(device)),
    reboot: () => {
      host.reboot();
      return Promise.resolve();
    },
  };
}

describe('the in-memory NFS client keeps the port contracts', () => {
  test.each(nfsMountsContract)('NFS mounts: $name', ({ run }) => run(nodeSubject()));
  test.each(lingeringMountsContract)('lingering mounts: $name', ({ run }) => run(lingeringSubject()));
});
