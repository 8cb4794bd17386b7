import type { Reader } from './reader.js';

/** `ClusterRecord`, whose `fs_id` is the array's own: undefined when it does not say. */
export const decodeFsId = (from: Reader): string | undefined => {
  const fsId = from.object('cluster').optionalText('fs_id');
  return fsId === '' ? undefined : fsId;
};
