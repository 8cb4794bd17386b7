import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { detachVolume } from './detach-volume.js';
import type { NodeRecord } from './node-journal.port.js';
import type { NodePorts } from './node-ports.js';
import { whollyAttached } from './record-portals.js';

/**
 * Before any LUN is scanned: no disk of this node may show the volume's identity at another LUN number. multipathd
 * would put both under one map at once, and the data of two volumes into each other (hazard H2). Disks that the
 * volume itself has left at an earlier number are taken down; those of anybody else refuse the stage.
 */
export async function ownIdentity(
  ports: NodePorts,
  { volume, attachment }: Pick<NodeRecord, 'volume' | 'attachment'>,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { naa, lun } = attachment;
  const paths = await ports.paths.withIdentity(naa, signal);
  if (!paths.ok) return paths;
  const other = paths.value.find(({ hctl }) => lunOf(hctl) !== lun);
  if (other === undefined) return ok(undefined);
  const known = await ports.journal.load(volume, signal);
  if (!known.ok) return known;
  if (known.value?.attachment.naa === naa) {
    return detachVolume(ports, naa, whollyAttached(known.value), signal);
  }
  const { device, hctl } = other;
  return failed({ kind: 'identity-in-use', volume, naa, device, lun: lunOf(hctl) });
}

/** The last number of `host:channel:target:lun`. */
const lunOf = (hctl: string): number => Number(hctl.slice(hctl.lastIndexOf(':') + 1));
