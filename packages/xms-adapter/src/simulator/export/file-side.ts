import type { Clock } from '../clock.js';
import type { FilePlane } from '../file-plane.js';
import type { ArrayState } from '../state/array-state.js';
import { fileGatewaysOf, type Topology } from '../topology/topology.js';
import { withDeadline } from './deadline.js';
import { desiredFileExports } from './desired-file-exports.js';
import { Exporter, type ExporterOptions } from './exporter.js';
import { GatewayFleet, type FleetOptions } from './gateway-fleet.js';

/** The file half of an array at work. */
export interface FileSide {
  readonly plane: FilePlane;
  readonly fleet: GatewayFleet;
  readonly exporter: Exporter;
}

export interface FileParts {
  readonly state: ArrayState;
  readonly topology: Topology;
  readonly plane: FilePlane;
  readonly pace: Omit<FleetOptions, 'configure'>;
  readonly waiting: Omit<ExporterOptions, 'fleet'>;
}

export function fileSide({ state, topology, plane, pace, waiting }: FileParts): FileSide {
  const names = fileGatewaysOf(topology).map((host) => host.name);
  const configure = (gateway: string, signal: AbortSignal): Promise<void> =>
    plane.configure(gateway, desiredFileExports(state, gateway), signal);
  const fleet = new GatewayFleet(names, { ...pace, configure });
  return { plane, fleet, exporter: new Exporter({ ...waiting, fleet }) };
}

export interface FolderRoom {
  readonly state: ArrayState;
  /** Undefined when the data plane serves no files. */
  readonly files?: FileSide;
  readonly clock: Clock;
  readonly callMs: number;
}

/** Folders have to exist before they are exported. */
export async function prepareFolders({ state, files, clock, callMs }: FolderRoom): Promise<void> {
  const never = new AbortController().signal;
  const made = state.fsFolders.all().map(({ name, size }) =>
    withDeadline(clock, callMs, never, async (signal) => {
      await files?.plane.ensureFolder({ name, sizeBytes: BigInt(size) }, signal);
    }),
  );
  await Promise.all(made);
}
