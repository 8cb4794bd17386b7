import { done, exit, type Program } from '@twinsite/linux-host/testing';
import type { SimDmMap } from './sim-dm-map.js';
import type { SimIscsid } from './sim-iscsid.js';
import type { SimMultipathd } from './sim-multipathd.js';

/** multipathd(8) as a client of the daemon. */
export function multipathdProgram(daemon: SimMultipathd, iscsid: SimIscsid): Program {
  return ({ args }) => {
    const [verb, what, name = ''] = args;
    const command = `${verb ?? ''} ${what ?? ''}`;
    const isDone = run(command, name, { daemon, iscsid });
    if (isDone === undefined)
      return Promise.resolve(exit(1, `multipathd: unknown command ${args.join(' ')}`));
    return Promise.resolve(isDone ? done('ok\n') : exit(1, '', 'fail\n'));
  };
}

function run(
  command: string,
  name: string,
  { daemon, iscsid }: { readonly daemon: SimMultipathd; readonly iscsid: SimIscsid },
): boolean | undefined {
  const disk = iscsid.disks.get(name);
  const map = daemon.maps.get(name);
  switch (command) {
    case 'add path':
      if (disk !== undefined) daemon.claim(disk);
      return disk !== undefined;
    case 'del path':
      if (disk !== undefined) daemon.release(disk);
      return disk !== undefined;
    case 'add map':
      for (const other of iscsid.disks.values()) if (`3${other.naa}` === name) daemon.claim(other);
      return daemon.maps.has(name);
    case 'resize map':
      if (map !== undefined) daemon.resize(map);
      return map !== undefined;
    case 'disablequeueing map':
      map?.stopQueueing();
      return map !== undefined;
    default:
      return undefined;
  }
}

/** multipath -f */
export function multipathProgram(daemon: SimMultipathd): Program {
  return ({ args }) => {
    const [option, name = ''] = args;
    const map = daemon.maps.get(name);
    if (option !== '-f') return Promise.resolve(exit(1, 'multipath: usage'));
    if (map === undefined) return Promise.resolve(exit(1, `${name}: not found`));
    return Promise.resolve(daemon.remove(map) ? done() : exit(1, `${name}: map in use`));
  };
}

export function dmsetupProgram(daemon: SimMultipathd): Program {
  return ({ args }) => {
    const map = daemon.maps.get(args.at(-1) ?? '');
    if (map === undefined) return Promise.resolve(exit(1, 'Device does not exist.\nCommand failed.'));
    const [verb] = args;
    const options = args.slice(1, -1).join(' ');
    if (verb === 'status' && options === '--noflush --target multipath')
      return Promise.resolve(done(statusLine(map)));
    if (verb === 'info' && options === '-c --noheadings -o open') {
      return Promise.resolve(done(`${daemon.openCount(map)}\n`));
    }
    if (verb !== 'resume') return Promise.resolve(exit(1, `dmsetup: ${args.join(' ')}`));
    map.suspended = false;
    map.changes.announce();
    return Promise.resolve(done());
  };
}

/** drivers/md/dm-mpath.c, multipath_status: one group, service-time selector with two words per path. */
function statusLine(map: SimDmMap): string {
  const paths = map.paths.map(
    ({ disk, active }) => `${disk.majorMinor} ${active ? 'A' : 'F'} ${active ? 0 : 1} 0 1`,
  );
  const sectors = (map.sizeBytes / 512n).toString();
  return `0 ${sectors} multipath 2 0 ${map.queueing ? 1 : 0} 0 1 1 A 0 ${paths.length} 2 ${paths.join(' ')} \n`;
}
