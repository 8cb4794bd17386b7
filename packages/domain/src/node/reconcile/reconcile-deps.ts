import type { AccessPathObjects } from '../../access-path/access-path-objects.port.js';
import type { Clock } from '../../shared/clock.port.js';
import type { NodePorts } from '../node-ports.js';
import type { KnownTargets } from './known-targets.js';
import type { NodeInventory } from './node-inventory.port.js';
import type { Reporting } from './node-reporter.js';
import type { VolumeClaims } from './volume-claims.js';

export interface ReconcileDeps {
  readonly ports: NodePorts;
  readonly inventory: NodeInventory;
  readonly known: KnownTargets;
  readonly claims: VolumeClaims;
  readonly clock: Clock;
  /** Without them the portals of a volume stay those of its publish context. */
  readonly accessPaths?: Pick<AccessPathObjects, 'list'>;
  readonly reports?: Reporting;
}
