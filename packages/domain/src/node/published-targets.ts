import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { wwidOf } from '../volume/scsi-identity.js';
import type { NodeRecord } from './node-journal.port.js';
import type { NodePorts } from './node-ports.js';

/** Where the volume is bound now, beside `except`: the journal's paths as far as the kernel confirms them. */
export async function livePublications(
  ports: Pick<NodePorts, 'mounts'>,
  { published, attachment }: NodeRecord,
  except: string,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const wanted = `mpath-${wwidOf(attachment.naa)}`;
  const live: string[] = [];
  for (const path of published.filter((noted) => noted !== except)) {
    const mounts = await ports.mounts.at(path, signal);
    if (!mounts.ok) return mounts;
    if (mounts.value.some(({ deviceUuid }) => deviceUuid === wanted)) live.push(path);
  }
  return ok(live);
}
