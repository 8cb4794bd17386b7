import { linuxHost, type LinuxHost } from '@twinsite/linux-host';
import {
  done,
  simulatedLinux,
  systemSimClock,
  type FileFabric,
  type MountedFile,
  type SimClock,
  type SimulatedLinux,
} from '@twinsite/linux-host/testing';
import { nfsPorts, type NfsPorts, type NfsSettings } from '../nfs-host.js';
import { mountWithNfs } from './mount-nfs-program.js';
import { nfsFile } from './nfs-file.js';
import { SimNfsClient } from './sim-nfs-client.js';
import { statWithNfs } from './stat-nfs-program.js';
import { umountWithNfs } from './umount-nfs-program.js';

export interface SimulatedNfsHostSettings {
  readonly name: string;
  readonly fabric: FileFabric;
  readonly clock?: SimClock;
}

/** A simulated machine with an NFS client. */
export interface SimulatedNfsHost extends SimulatedLinux {
  readonly name: string;
  readonly client: SimNfsClient;
  /** The real adapters on this host; made anew, they are a restarted driver. */
  adapters(
    stateDirectory: string,
    settings?: NfsSettings,
  ): { readonly host: LinuxHost; readonly nfs: NfsPorts };
  /** The machine starts anew: its files survive, everything its kernel held is gone. */
  reboot(): void;
  /** What a finished unstage must not leave behind, as text. */
  leftovers(): readonly string[];
}

export function simulatedNfsHost(settings: SimulatedNfsHostSettings): SimulatedNfsHost {
  const { name, fabric, clock = systemSimClock } = settings;
  const linux = simulatedLinux(clock);
  const client = new SimNfsClient(linux, name, fabric);
  const wrapped = { mount: mountWithNfs, umount: umountWithNfs, stat: statWithNfs };
  for (const [tool, wrap] of Object.entries(wrapped)) {
    const inner = linux.programs.get(tool);
    if (inner !== undefined) linux.programs.set(tool, wrap(linux, client, inner));
  }
  linux.programs.set('mount.nfs', () => Promise.resolve(done('mount.nfs: (linux nfs-utils 2.6.2)\n')));
  linux.trees.push(() => client.tree());
  return {
    ...linux,
    name,
    client,
    mountedFile: (path): MountedFile => nfsFile(linux, client, path) ?? linux.mountedFile(path),
    adapters: (stateDirectory, nfs) => {
      const host = linuxHost(linux.access, { journalDirectory: stateDirectory });
      return { host, nfs: nfsPorts(host, nfs) };
    },
    reboot: () => {
      linux.mounts.clear();
      client.clear();
      linux.boot.count += 1;
    },
    leftovers: () => [
      ...linux.mounts.all().map(({ path }) => `mount ${path}`),
      ...client.held().map(({ device }) => `superblock ${device}`),
    ],
  };
}
