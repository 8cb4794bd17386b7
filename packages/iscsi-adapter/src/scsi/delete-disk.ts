import { failed, ok, type CancelSignal, type Problem, type Result, type ScsiPath } from '@twinsite/domain';
import { poll } from '@twinsite/linux-host';
import { readDisk, type ScsiHost } from './disk-facts.js';
import { diskHolders } from './disk-holders.js';
import { scsiDevice } from './find-lun.js';

/** Deleting a blocked disk hangs in the kernel until the session recovers or is given up; that is waited out first. */
const UNBLOCK_MS = 15_000;
const GONE_MS = 10_000;

/** Takes a disk out of the kernel, if it still is the one that was meant. */
export async function deleteDisk(
  host: ScsiHost,
  path: ScsiPath,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const device = scsiDevice(path.hctl);
  const names = await host.files.list(`${device}/block`, signal);
  if (!names.ok) return names;
  const [name] = names.value;
  if (name === undefined) return ok(undefined);
  const facts = await unblocked(host, name, signal);
  if (!facts.ok) return facts;
  if (facts.value?.naa !== path.naa) return ok(undefined);
  if (facts.value.state === 'blocked')
    return failed(stillThere(name, 'is blocked until its session comes back'));
  const held = await diskHolders(host, name, signal);
  if (!held.ok) return held;
  if (held.value.length > 0)
    return failed({ kind: 'device-busy', device: `/dev/${name}`, holders: held.value });
  return forceDelete(host, path.hctl, signal);
}

/** Without a look at who holds it; returns when it is gone. */
export async function forceDelete(
  host: ScsiHost,
  hctl: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const deleted = await host.files.writeAttribute(`${scsiDevice(hctl)}/delete`, '1', signal);
  return deleted.ok ? waitGone(host, hctl, signal) : deleted;
}

async function unblocked(host: ScsiHost, name: string, signal: CancelSignal): ReturnType<typeof readDisk> {
  const found = await poll({ clock: host.clock, timeoutMs: UNBLOCK_MS }, signal, async () => {
    const facts = await readDisk(host, name, signal);
    return facts.ok && facts.value?.state === 'blocked' ? undefined : facts;
  });
  return found ?? readDisk(host, name, signal);
}

async function waitGone(host: ScsiHost, hctl: string, signal: CancelSignal): Promise<Result<void, Problem>> {
  const gone = await poll<Result<void, Problem>>(
    { clock: host.clock, timeoutMs: GONE_MS },
    signal,
    async () => {
      const left = await host.files.list(scsiDevice(hctl), signal);
      if (!left.ok) return left;
      return left.value.length === 0 ? ok(undefined) : undefined;
    },
  );
  return gone ?? failed(stillThere(hctl, 'is still listed by the kernel'));
}

const stillThere = (name: string, why: string): Problem => ({
  kind: 'pending',
  operation: `removal of the SCSI disk ${name}`,
  detail: `it ${why}; repeat the call`,
});
