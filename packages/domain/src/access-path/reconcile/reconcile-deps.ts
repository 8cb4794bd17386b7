import type { ArrayDirectory } from '../../array/array-directory.port.js';
import type { ArraySecrets } from '../../kubernetes/array-secrets.port.js';
import type { EventSink } from '../../kubernetes/event-sink.port.js';
import type { Clock } from '../../shared/clock.port.js';
import type { AccessPathObjects } from '../access-path-objects.port.js';
import type { NodeReports } from '../node-reports.port.js';

export interface AccessPathDeps {
  readonly clusterId: string;
  readonly objects: AccessPathObjects;
  readonly secrets: ArraySecrets;
  /** Whose Secrets AccessPaths of every namespace may name. */
  readonly secretNamespaces: readonly string[];
  readonly arrays: ArrayDirectory;
  readonly reports: Pick<NodeReports, 'list'>;
  readonly events: EventSink;
  readonly clock: Clock;
}

/** When to call again for this object if it does not change before: ms; undefined: it is done with. */
export interface PassAnswer {
  readonly again: number | undefined;
}
