import { join } from 'node:path';
import { cacheDirectory } from '@twinsite/lab';

/** A node's disk with the images that change seldom; one that is out of date only costs the time it would have saved. */
export const DISK_TEMPLATE = join(cacheDirectory(), 'node-disk', 'template.img');
