import type { BlockDeviceTable, SimBlockDevice } from '../block-device.js';
import { decodeHead, HEAD_BYTES } from '../filesystem-image.js';
import { done, exit, type Program } from '../program.js';

interface Found {
  readonly type: string;
  readonly usage: 'filesystem' | 'crypto' | 'partition-table';
  readonly offset: string;
}

/** blkid -p -o export: a disk it cannot read looks to it like an empty one (exit 2), as with the real tool. */
export function blkidProgram(devices: BlockDeviceTable): Program {
  return async ({ args, signal }) => {
    const [device, ...rest] = [...args].reverse();
    if (rest.reverse().join(' ') !== '-p -o export' || device === undefined)
      return exit(4, 'blkid: bad usage');
    const found = await signatureOf(devices.at(device), signal);
    if (found === undefined || found === 'unreadable') return exit(2);
    if (found.usage === 'partition-table') return done(`DEVNAME=${device}\nPTTYPE=${found.type}\n`);
    return done(`DEVNAME=${device}\nTYPE=${found.type}\nUSAGE=${found.usage}\n`);
  };
}

export function wipefsProgram(devices: BlockDeviceTable): Program {
  return async ({ args, signal }) => {
    const [act, format, device] = args;
    if (act !== '--no-act' || format !== '--json' || device === undefined)
      return exit(1, 'wipefs: bad usage');
    const found = await signatureOf(devices.at(device), signal);
    if (found === 'unreadable') return exit(1, `wipefs: error: ${device}: probing initialization failed`);
    const name = device.replace(/.*\//, '');
    const signatures = found === undefined ? [] : [{ device: name, offset: found.offset, type: found.type }];
    return done(`${JSON.stringify({ signatures }, null, 3)}\n`);
  };
}

async function signatureOf(
  device: SimBlockDevice | undefined,
  signal: AbortSignal,
): Promise<Found | undefined | 'unreadable'> {
  if (device === undefined) return 'unreadable';
  const head = await device.read(0, HEAD_BYTES, signal).catch(() => undefined);
  if (head === undefined) return 'unreadable';
  const superblock = decodeHead(head);
  if (superblock !== undefined) {
    const offset = superblock.type === 'xfs' ? '0x0' : '0x438';
    return { type: superblock.type, usage: 'filesystem', offset };
  }
  if (new TextDecoder().decode(head.subarray(0, 4)) === 'LUKS') {
    return { type: 'crypto_LUKS', usage: 'crypto', offset: '0x0' };
  }
  const isTable = head[510] === 0x55 && head[511] === 0xaa;
  return isTable ? { type: 'dos', usage: 'partition-table', offset: '0x1fe' } : undefined;
}
