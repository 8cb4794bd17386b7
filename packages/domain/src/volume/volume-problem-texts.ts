import { formatBytes } from '../shared/bytes.js';
import { listOr, type ProblemTexts } from '../shared/problem-texts.js';
import type { VolumeProblem } from './volume-problems.js';

export const volumeTexts: ProblemTexts<VolumeProblem['kind']> = {
  'volume-missing': ({ volume, arrays }) =>
    `volume ${volume} does not exist (asked: ${listOr(arrays, 'nobody, since the id is not one of this driver')})`,
  'volume-ambiguous': ({ volume, arrays }) =>
    `volume ${volume} exists on several arrays (${arrays.join(', ')}); rename or remove the wrong one on the array, nothing was touched`,
  'volume-differs': ({ volume, difference }) =>
    `volume ${volume} exists and differs: ${difference}; use another name`,
  'volume-failed': ({ volume, status }) =>
    `volume ${volume} is in status ${status} on the array; look at the array's alerts`,
  'volume-in-use': ({ volume, holders }) =>
    `volume ${volume} is still mapped to ${holders.join(', ')}; unpublish it there first`,
  'volume-has-snapshots': ({ volume, snapshots }) =>
    `volume ${volume} still has the snapshots ${listOr(snapshots, 'that the array does not name')}; delete them first`,
  'capacity-out-of-range': ({ detail }) => `no volume size fits: ${detail}`,
  'pool-missing': ({ pool, known }) =>
    `parameters["pool"] = "${pool}": no such pool; the array has ${listOr(known, 'none')}`,
  'pool-ambiguous': ({ pool, matches }) =>
    `parameters["pool"] = "${pool}" matches several pools (${matches.join(', ')}); use the internal name or the id`,
  'pool-full': ({ pool, requested, detail }) =>
    `pool ${pool} cannot take ${formatBytes(requested)}: ${detail}; add capacity or use another pool`,
};
