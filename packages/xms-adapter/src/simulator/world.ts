import type { Clock } from './clock.js';
import type { DataPlane } from './data-plane.js';
import type { Exporter } from './export/exporter.js';
import type { FileSide } from './export/file-side.js';
import type { HealthView } from './export/health-view.js';
import type { VipKeeper } from './export/vip-keeper.js';
import type { Accounts } from './state/accounts.js';
import type { ArrayState } from './state/array-state.js';
import type { Jobs } from './state/jobs.js';
import type { Switches } from './switches.js';
import type { Topology } from './topology/topology.js';

/** What every route can see: one array behind all its managers. */
export interface World {
  readonly clock: Clock;
  readonly topology: Topology;
  readonly state: ArrayState;
  readonly accounts: Accounts;
  readonly jobs: Jobs;
  readonly exporter: Exporter;
  readonly vips: VipKeeper;
  readonly health: HealthView;
  readonly plane: DataPlane;
  /** Undefined when the data plane serves no files. */
  readonly files?: FileSide;
  /** The SCSI identity that belongs to a volume's `sn`. */
  readonly naaOf: (sn: string) => string;
  /** How long one call to a gateway may take, ms. */
  readonly callMs: number;
  readonly switches: () => Switches;
}
