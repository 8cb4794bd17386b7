import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleDriver, sayOnStderr as say, timed, type Lab } from '@twinsite/lab';
import { driverImage } from '../image/driver-image.js';
import { podImages } from '../image/images.js';
import { nodeBase } from '../image/node-base.js';
import { writeOciArchive } from '../image/oci-archive.js';
import { sidecarImages } from '../image/sidecar-images.js';
import { standInImages } from '../image/stand-ins.js';
import type { NodeImages } from '../node/import-images.js';
import type { Programs } from '../programs/programs.js';

export const DRIVER_IMAGE_NAME = 'docker.io/twinsite/driver:0.1.0';

/** Archives with every image that the nodes run; the driver's is made from this working tree. */
export async function nodeImages(lab: Lab, programs: Programs, signal: AbortSignal): Promise<NodeImages> {
  const home = dirname(dirname(lab.program));
  const work = join(lab.scratch, 'images');
  await mkdir(join(work, 'archives'), { recursive: true });
  const { layer: base, archive } = await nodeBase(say, signal);
  const sidecars = await sidecarImages(programs, say, signal);
  const own = join(work, 'archives', 'driver.tar');
  await timed(say, 'making the driver’s image', async () => {
    const bundle = await bundleDriver(lab, join(work, 'bundle'), signal);
    const order = { name: DRIVER_IMAGE_NAME, base, bundle, repository: dirname(home), work };
    const recordWriter = join(lab.scratch, 'guest-files/record-writer');
    const sources = { busybox: programs.busybox, pause: join(home, 'guest/pause.c'), recordWriter, work };
    const images = [
      await driverImage(order, signal),
      ...(await standInImages({ base, home, work }, signal)),
      ...(await podImages(sources, signal)),
    ];
    await writeOciArchive(images, { work: join(work, 'own'), archive: own, present: [base] }, signal);
  });
  return { lasting: [archive, sidecars], fresh: own };
}
