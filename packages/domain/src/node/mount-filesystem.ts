import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { FsType } from './filesystems.port.js';
import type { NodeRecord } from './node-journal.port.js';
import type { NodePorts } from './node-ports.js';
import { planFilesystem } from './plan-filesystem.js';

export interface MountPlan {
  readonly record: Omit<NodeRecord, 'phase'>;
  readonly device: string;
  readonly fsType: FsType;
  readonly flags: readonly string[];
}

/** `_netdev` speaks to fstab tools, not to mount(2). */
const FSTAB_ONLY = ['_netdev', 'nofail', 'auto', 'noauto'];

/** Reads the disk, formats it when that is allowed, replays its journal, mounts it, and grows it to the device. */
export async function mountFilesystem(
  ports: NodePorts,
  plan: MountPlan,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { record, device, fsType } = plan;
  const made = await makeFilesystem(ports, plan, signal);
  if (!made.ok) return made;
  const noted = await ports.journal.save({ ...record, phase: 'mounting' }, signal);
  if (!noted.ok) return noted;
  const checked = await ports.filesystems.check(device, fsType, signal);
  if (!checked.ok) return checked;
  const flags = plan.flags.filter((flag) => !FSTAB_ONLY.includes(flag));
  const mounted = await ports.mounts.mount({ device, path: record.stagingPath, fsType, flags }, signal);
  return mounted.ok ? ports.filesystems.grow(device, fsType, record.stagingPath, signal) : mounted;
}

/** The intent stands on the disk before mkfs and is taken away after it: a crash in between is finished anywhere. */
async function makeFilesystem(
  ports: NodePorts,
  plan: MountPlan,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { record, device, fsType } = plan;
  const { naa, origin } = record.attachment;
  const reading = await ports.disks.probe(device, signal);
  if (!reading.ok) return reading;
  const decided = planFilesystem({ device, naa, wanted: fsType, origin, reading: reading.value });
  if (!decided.ok) return decided;
  if (decided.value.step === 'mount') return ok(undefined);
  const noted = await ports.journal.save({ ...record, phase: 'formatting' }, signal);
  if (!noted.ok) return noted;
  const intended = await ports.disks.recordIntent(device, { naa, fsType }, signal);
  if (!intended.ok) return intended;
  const formatted = await ports.filesystems.format(device, fsType, signal);
  return formatted.ok ? ports.disks.clearIntent(device, signal) : formatted;
}
