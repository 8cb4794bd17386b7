import { ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { HostFiles } from '@twinsite/linux-host';

/** `host:channel:target:lun` of a disk; undefined when it has gone. */
export async function hctlOf(
  files: HostFiles,
  device: string,
  signal: CancelSignal,
): Promise<Result<string | undefined, Problem>> {
  const link = await files.readLink(`/sys/block/${device}/device`, signal);
  if (!link.ok) return link;
  return ok(/(\d+:\d+:\d+:\d+)$/.exec(link.value ?? '')?.[1]);
}

export const lunOf = (hctl: string): number => Number(hctl.slice(hctl.lastIndexOf(':') + 1));
