import type { PathKeeper } from '../paths/path-keeper.js';
import type { Drivers } from './drivers.js';

/** What the suite needs of one kind of volumes. */
export interface Bench {
  readonly drivers: Drivers;
  /** Of the StorageClass. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly keeper: PathKeeper;
  /** What specs must not leave: on the array, on the host, in the driver's state directory. */
  leftBehind(): Promise<readonly string[]>;
}
