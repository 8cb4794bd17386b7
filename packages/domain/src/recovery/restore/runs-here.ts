import type { ClusterObject } from '../objects/cluster-object.js';
import { sameJson } from '../objects/same-json.js';
import { isWorkload, standStill } from '../transplant/stand-still.js';

/** Whether a workload would have to be stopped to stand still. */
export const runsHere = (live: ClusterObject): boolean =>
  isWorkload(live) && !sameJson(standStill(live)['spec'], live['spec']);
