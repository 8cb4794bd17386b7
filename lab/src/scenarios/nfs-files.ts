import type { GuestAgent } from '../guest/guest-agent.js';

/** A directory of one NFS mount, as a workload on that machine uses it. */
export interface Place {
  readonly agent: GuestAgent;
  readonly path: string;
  readonly signal: AbortSignal;
}

const LIMITS = { deadlineMs: 120_000 };

/** Each writes what the other then reads; `one two` when both have seen it. */
export async function exchange(first: Place, second: Place): Promise<string> {
  const { signal } = first;
  await run(first, `echo one > ${first.path}/file && sync ${first.path}/file`);
  const seen = await run(
    second,
    `cat ${second.path}/file; echo two > ${second.path}/file; sync ${second.path}/file`,
  );
  signal.throwIfAborted();
  const back = await run(first, `cat ${first.path}/file`);
  return [seen, back].map((word) => word.trim()).join(' ');
}

/** What the kernel says the tree holds. Unit: MiB. */
export async function sizeMib(place: Place): Promise<number> {
  return Number((await run(place, `df -m --output=size ${place.path} | tail -1`)).trim());
}

/** The words of the kernel when so much does not fit; undefined when it does. */
export async function overflow({ agent, path, signal }: Place, mib: number): Promise<string | undefined> {
  const script = `LC_ALL=C dd if=/dev/zero of=${path}/fill bs=1M count=${mib} conv=fsync 2>&1`;
  const reply = await agent.run(script, { ...LIMITS, signal });
  if (reply.code === 0) return undefined;
  return /: (No space left on device|Disk quota exceeded)$/m.exec(reply.stdout)?.[1] ?? reply.stdout.trim();
}

/** Whether the words are those of a full tree. */
export const isFull = (words: string | undefined): boolean =>
  words === 'No space left on device' || words === 'Disk quota exceeded';

function run({ agent, signal }: Place, script: string): Promise<string> {
  return agent.must(script, { ...LIMITS, signal });
}
