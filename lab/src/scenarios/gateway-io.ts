import type { GuestAgent } from '../guest/guest-agent.js';
import { backstoreName } from '../gateway/desired-state.js';

/** Writes the gateway's own kernel has completed for a volume (field 5 of /sys/block/DEV/stat). */
export async function writesServed(
  agent: GuestAgent,
  volumeId: number,
  signal: AbortSignal,
): Promise<number> {
  const name = backstoreName(volumeId);
  const script = `for d in /sys/block/dm-*; do [ "$(<$d/dm/name)" = ${name} ] && read -r -a f <$d/stat; done; echo \${f[4]}`;
  return Number(await agent.must(script, { deadlineMs: 10_000, signal }));
}

/** Makes every write to a volume through this gateway take longer; undone by the next configureGateway or reboot. */
export async function slowWrites(
  agent: GuestAgent,
  volumeId: number,
  delayMs: number,
  signal: AbortSignal,
): Promise<void> {
  const name = backstoreName(volumeId);
  const script = `set -e
dmsetup table ${name} | awk '{ print $1, $2, "delay", $4, $5, 0, $4, $5, ${delayMs} }' | dmsetup reload ${name}
dmsetup suspend --noflush ${name}; dmsetup resume ${name}`;
  await agent.must(script, { deadlineMs: 30_000, signal });
}
