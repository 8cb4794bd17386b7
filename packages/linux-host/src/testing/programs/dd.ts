import type { BlockDeviceTable, SimBlockDevice } from '../block-device.js';
import { done, exit, type Program, type ProgramResult } from '../program.js';

const KEYS = ['if', 'of', 'bs', 'count', 'skip', 'seek', 'iflag', 'oflag', 'conv', 'status'];

/** dd(1), for one block at a byte offset of a disk, either way. */
export function ddProgram(devices: BlockDeviceTable): Program {
  return async ({ args, input, signal, held }) => {
    const options = parseOperands(args);
    if (typeof options === 'string') return exit(1, `dd: unrecognized operand '${options}'`);
    const path = options.get('if') ?? options.get('of') ?? '';
    const device = devices.at(path);
    if (device === undefined) return exit(1, `dd: failed to open '${path}': No such file or directory`);
    const place = placeOf(options);
    if (place === undefined) {
      return exit(1, 'dd: the simulated dd only takes byte offsets in whole sectors with direct I/O');
    }
    const bytes = options.has('if') ? undefined : input.subarray(0, place.length);
    const close = open(device);
    await held;
    return copy({ device, path, ...place, bytes }, signal).finally(close);
  };
}

function placeOf(
  options: ReadonlyMap<string, string>,
): { readonly offset: number; readonly length: number } | undefined {
  const [count, flags, unit] = options.has('if')
    ? ['skip', 'iflag', 'skip_bytes']
    : ['seek', 'oflag', 'seek_bytes'];
  const given = (options.get(flags) ?? '').split(',');
  const offset = Number(options.get(count) ?? 0);
  const length = Number(options.get('bs'));
  const isAligned = offset % 512 === 0 && length % 512 === 0;
  return isAligned && given.includes(unit) && given.includes('direct') ? { offset, length } : undefined;
}

function open(device: SimBlockDevice): () => void {
  device.openers = (device.openers ?? 0) + 1;
  return () => (device.openers = (device.openers ?? 1) - 1);
}

interface Copy {
  readonly device: SimBlockDevice;
  readonly path: string;
  readonly offset: number;
  readonly length: number;
  readonly bytes: Uint8Array | undefined;
}

async function copy(
  { device, path, offset, length, bytes }: Copy,
  signal: AbortSignal,
): Promise<ProgramResult> {
  try {
    if (bytes === undefined) return done(await device.read(offset, length, signal));
    await device.write(offset, bytes, signal);
    return done();
  } catch {
    return exit(1, `dd: error ${bytes === undefined ? 'reading' : 'writing'} '${path}': Input/output error`);
  }
}

/** The operand that is not known, when there is one. */
function parseOperands(args: readonly string[]): ReadonlyMap<string, string> | string {
  const options = new Map<string, string>();
  for (const arg of args) {
    const at = arg.indexOf('=');
    if (!KEYS.includes(arg.slice(0, at))) return arg;
    options.set(arg.slice(0, at), arg.slice(at + 1));
  }
  return options;
}
