import { accessPaths } from './checks/access-paths.js';
import { carried } from './checks/carried.js';
import { classes } from './checks/classes.js';
import { clock } from './checks/clock.js';
import { drivers } from './checks/drivers.js';
import { fenceable } from './checks/fenceable.js';
import { gate } from './checks/gate.js';
import { kinds } from './checks/kinds.js';
import { reached } from './checks/reached.js';
import { retain } from './checks/retain.js';
import { rights } from './checks/rights.js';
import { storage } from './checks/storage.js';
import { versions } from './checks/versions.js';
import type { DoctorFacts } from './doctor-facts.js';
import type { DoctorFinding } from './doctor-finding.js';

const CHECKS = [
  reached,
  versions,
  clock,
  drivers,
  rights,
  carried,
  kinds,
  classes,
  retain,
  fenceable,
  gate,
  accessPaths,
  storage,
] as const;

/** Pure: what the facts mean for somebody who relies on the second cluster. */
export const examine = (facts: DoctorFacts): readonly DoctorFinding[] =>
  CHECKS.flatMap((check) => check(facts));
