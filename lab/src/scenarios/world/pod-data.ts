import type { GuestAgent } from '../../guest/guest-agent.js';

const MIB = 1024 * 1024;

/** What a pod does with its volume: a file in a mounted one, a range of bytes of a raw one. */
export interface PodVolume {
  readonly agent: GuestAgent;
  /** The pod's directory, or its device. */
  readonly path: string;
  readonly raw: boolean;
  readonly signal: AbortSignal;
}

export interface Range {
  readonly atMib: number;
  readonly mib: number;
}

/** Random bytes that are stored for good when it resolves; the value is their SHA-256. */
export async function writeData(pod: PodVolume, name: string, { atMib, mib }: Range): Promise<string> {
  const { path, raw } = pod;
  const target = raw ? `of=${path} seek=${atMib} oflag=direct conv=notrunc` : `of=${path}/${name} conv=fsync`;
  await script(pod, `dd if=/dev/urandom ${target} bs=1M count=${mib} iflag=fullblock status=none`);
  return readDigest(pod, name, { atMib, mib });
}

/** From the disk, not from the page cache that wrote it. */
export async function readDigest(pod: PodVolume, name: string, { atMib, mib }: Range): Promise<string> {
  const { path, raw } = pod;
  const source = raw ? `if=${path} skip=${atMib} count=${mib}` : `if=${path}/${name}`;
  const text = await script(pod, `dd ${source} bs=1M iflag=direct status=none | sha256sum`);
  return text.slice(0, 64);
}

/** What the kernel says the volume holds: blocks of its file system, or the device. Unit: bytes. */
export async function sizeSeen(pod: PodVolume): Promise<bigint> {
  const { path, raw } = pod;
  const ask = raw
    ? `blockdev --getsize64 ${path}`
    : `stat -f -c '%b %S' ${path} | { read b s; echo $((b * s)); }`;
  return BigInt((await script(pod, ask)).trim());
}

/** Writes where there was nothing before the volume grew: fills a file system, or hits a raw device's last MiB. */
export async function writeToTheEnd(pod: PodVolume): Promise<string> {
  const { path, raw } = pod;
  if (raw) {
    const last = Number((await sizeSeen(pod)) / BigInt(MIB)) - 1;
    return `last MiB ${(await writeData(pod, '', { atMib: last, mib: 1 })).slice(0, 12)}`;
  }
  const fill = `f=$(stat -f -c '%a %S' ${path} | { read a s; echo $((a * s / ${MIB} - 4)); })
dd if=/dev/zero of=${path}/fill bs=1M count=$f conv=fsync status=none && rm ${path}/fill && echo $f`;
  return `${(await script(pod, fill)).trim()} MiB written and removed`;
}

/** The words of the tool when the kernel refuses a write; undefined when it takes it. */
export async function writeRefusal(pod: PodVolume): Promise<string | undefined> {
  const { agent, path, raw, signal } = pod;
  const attempt = raw
    ? `dd if=/dev/zero of=${path} bs=4096 count=1 oflag=direct conv=notrunc status=none`
    : `touch ${path}/attempt`;
  const reply = await agent.run(attempt, { deadlineMs: 30_000, signal });
  return reply.code === 0 ? undefined : reply.stderr.trim();
}

function script({ agent, signal }: PodVolume, text: string): Promise<string> {
  return agent.must(`set -o pipefail; ${text}`, { deadlineMs: 120_000, signal });
}
