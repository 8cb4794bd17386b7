import { mkdir, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { copySparse, type GuestName, type Lab } from '@twinsite/lab';
import { DISK_TEMPLATE } from './disk-template.js';

const AT = '/run/images';
const READY_MS = 60_000;
/** Some 600 MB by one slow CPU. */
const IMPORT_MS = 240_000;

export interface NodeImages {
  /** The same for every cluster until a version changes. Each lies in a directory of its own, named by its content. */
  readonly lasting: readonly string[];
  /** Made from the working tree. */
  readonly fresh: string;
}

interface ImportOrder {
  readonly lab: Lab;
  readonly name: GuestName;
  readonly images: NodeImages;
}

/** Once per disk: after a reboot containerd has them, and the lasting ones also on the disks of later clusters. */
export async function importImages(order: ImportOrder, signal: AbortSignal): Promise<void> {
  const { lab, name, images } = order;
  const ready = 'for i in $(seq 100); do ctr version >/dev/null 2>&1 && break; sleep 0.1; done';
  await lab.guest(name).agent.must(ready, { deadlineMs: READY_MS, signal });
  const news: boolean[] = [];
  for (const archive of images.lasting) news.push(await importOnce(order, archive, signal));
  if (news.includes(true) && name === 'node-1') await keepTemplate(order, signal);
  await importOnce(order, images.fresh, signal);
}

/** True when the disk did not have them yet. */
async function importOnce(
  { lab, name }: ImportOrder,
  archive: string,
  signal: AbortSignal,
): Promise<boolean> {
  const directory = dirname(archive);
  const at = `${AT}/${basename(directory)}`;
  const mark = `/var/lib/containerd/imported-${basename(directory)}`;
  await lab.guest(name).mountHost(directory, at, signal);
  const script = `[ -e ${mark} ] && exit 0
ctr -n k8s.io images import '${at}/${basename(archive)}' >/dev/null && touch ${mark} && echo new`;
  const said = await lab.guest(name).agent.must(script, { deadlineMs: IMPORT_MS, signal });
  return said.trim() === 'new';
}

/** A copy of the disk while nobody can write to it (fsfreeze(8)). */
async function keepTemplate({ lab, name }: ImportOrder, signal: AbortSignal): Promise<void> {
  const { agent, disk } = lab.guest(name);
  const limits = { deadlineMs: READY_MS, signal };
  await mkdir(dirname(DISK_TEMPLATE), { recursive: true });
  await agent.must('sync; fsfreeze -f /run/disk', limits);
  try {
    await copySparse(disk, `${DISK_TEMPLATE}.partial`, signal);
  } finally {
    await agent.must('fsfreeze -u /run/disk', limits);
  }
  await rename(`${DISK_TEMPLATE}.partial`, DISK_TEMPLATE);
}
