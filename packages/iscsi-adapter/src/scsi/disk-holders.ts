import { all, ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { ScsiHost } from './disk-facts.js';

/** Who uses a disk: maps and other devices on top of it, and mounts of it or of its partitions. */
export async function diskHolders(
  host: ScsiHost,
  device: string,
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const above = await host.devices.below(device, 'holders', signal);
  const entries = await host.devices.below(device, '.', signal);
  const mounts = await host.mountTable.read(signal);
  if (!above.ok || !entries.ok) return above.ok ? entries : above;
  if (!mounts.ok) return mounts;
  const partitions = entries.value.filter((name) => name.startsWith(device));
  const numbers = all(
    await Promise.all(
      ['.', ...partitions].map((part) =>
        host.devices.attribute(device, part === '.' ? 'dev' : `${part}/dev`, signal),
      ),
    ),
  );
  if (!numbers.ok) return numbers;
  const mounted = mounts.value.filter(({ majorMinor }) => numbers.value.includes(majorMinor));
  return ok([...above.value, ...mounted.map(({ path }) => path)]);
}
