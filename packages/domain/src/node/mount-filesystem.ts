import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { NodeRecord } from './node-journal.port.js';
import type { NodePorts } from './node-ports.js';
import { planFilesystem } from './plan-filesystem.js';
import type { FilesystemWish } from './plan-stage.js';

export interface MountPlan extends FilesystemWish {
  readonly record: Omit<NodeRecord, 'phase'>;
  readonly device: string;
}

/** Reads the disk, formats it when that is allowed, and mounts it: for reading only, or replayed and as large as it can be. */
export async function mountFilesystem(
  ports: NodePorts,
  plan: MountPlan,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { record, device, format } = plan;
  const made = await makeFilesystem(ports, plan, signal);
  if (!made.ok) return made;
  const noted = await ports.journal.save({ ...record, phase: 'mounting' }, signal);
  if (!noted.ok) return noted;
  if (record.attachment.readOnly) return mountReadOnly(ports, plan, signal);
  const checked = await ports.filesystems.check(device, format.fsType, signal);
  if (!checked.ok) return checked;
  const mounted = await mount(ports, plan, signal);
  return mounted.ok ? ports.filesystems.grow(device, format.fsType, record.stagingPath, signal) : mounted;
}

/** The device is made unwritable first, so that nothing that follows can replay, repair or grow (docs/adr/0013). */
async function mountReadOnly(
  ports: NodePorts,
  plan: MountPlan,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { naa } = plan.record.attachment;
  const isProtected = await ports.maps.protect(naa, 'read-only', signal);
  if (!isProtected.ok) return isProtected;
  const clean = await ports.filesystems.proveClean(plan.device, plan.format.fsType, signal);
  return clean.ok ? mount(ports, plan, signal) : clean;
}

function mount(
  ports: NodePorts,
  { record, device, format, mountOptions }: MountPlan,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const request = { device, path: record.stagingPath, fsType: format.fsType, flags: mountOptions };
  return ports.mounts.mount(request, signal);
}

/**
 * The intent stands on the disk before mkfs and is taken away after it: a crash in between is finished anywhere. It is
 * taken away only while nobody else has the device open: the write of an intent that an earlier attempt has given up,
 * held back in the kernel by a blocked path, would land after that, and the next stage would format a volume in use.
 */
async function makeFilesystem(
  ports: NodePorts,
  { record, device, format }: MountPlan,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { naa, origin, mayFormat } = record.attachment;
  const { fsType } = format;
  const reading = await ports.disks.probe(device, signal);
  if (!reading.ok) return reading;
  const decided = planFilesystem({ device, naa, wanted: fsType, origin, mayFormat, reading: reading.value });
  if (!decided.ok) return decided;
  if (decided.value.step === 'mount') return ok(undefined);
  const noted = await ports.journal.save({ ...record, phase: 'formatting' }, signal);
  if (!noted.ok) return noted;
  const intended = await ports.disks.recordIntent(device, { naa, fsType }, signal);
  if (!intended.ok) return intended;
  const formatted = await ports.filesystems.format(device, format, signal);
  if (!formatted.ok) return formatted;
  const unused = await ports.maps.untilUnused(naa, signal);
  return unused.ok ? ports.disks.clearIntent(device, signal) : unused;
}
