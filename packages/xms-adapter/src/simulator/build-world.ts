import { type Clock, systemClock } from './clock.js';
import { desiredExports } from './export/desired-exports.js';
import { Exporter } from './export/exporter.js';
import { fileSide } from './export/file-side.js';
import { GatewayFleet } from './export/gateway-fleet.js';
import { HealthView } from './export/health-view.js';
import { VipKeeper } from './export/vip-keeper.js';
import { naaFromSn, type SimulatorOptions } from './options.js';
import { MemoryDataPlane } from './plane/memory-data-plane.js';
import { Accounts } from './state/accounts.js';
import { Jobs } from './state/jobs.js';
import { seedState } from './state/seed-state.js';
import type { SwitchBoard } from './switch-board.js';
import { gatewaysOf, type Topology } from './topology/topology.js';
import { twoSites } from './topology/two-sites.js';
import type { World } from './world.js';

export interface Built {
  readonly world: World;
  readonly fleet: GatewayFleet;
  readonly memory: MemoryDataPlane | undefined;
}

const defaultTimes = {
  callMs: 2000,
  pollMs: 200,
  healthCacheMs: 0,
  reconcileMs: 1000,
  gatewayFenceMs: 5000,
  vipMoveMs: 0,
  leaseMs: 1000,
  electionMs: 200,
};

/** Puts the parts of one array together; nothing runs yet. */
export function buildWorld(options: SimulatorOptions, board: SwitchBoard): Built {
  const { topology = twoSites(), clock = systemClock, naaOf = naaFromSn } = options;
  const { callMs, pollMs, reconcileMs, gatewayFenceMs, healthCacheMs, vipMoveMs } = {
    ...defaultTimes,
    ...options,
  };
  const switches = () => board.current();
  const { plane, memory } = choosePlane(options, topology, clock);
  const state = seedState(topology, clock.now());
  const names = gatewaysOf(topology).map((host) => host.name);
  const health = new HealthView(plane, clock, { patienceMs: callMs, cacheMs: healthCacheMs });
  const pace = { health, clock, callMs, reconcileMs };
  const configure = (gateway: string, signal: AbortSignal): Promise<void> =>
    plane.configureGateway(gateway, desiredExports(state, topology, gateway), signal);
  const fleet = new GatewayFleet(names, { ...pace, configure });
  const waiting = { plane, health, clock, callMs, pollMs, gatewayFenceMs };
  const exporter = new Exporter({ ...waiting, fleet });
  const files = plane.files && fileSide({ state, topology, plane: plane.files, pace, waiting });
  const vips = new VipKeeper({ state, fleet, health, pollMs, vipMoveMs, gatewayFenceMs });
  const jobs = new Jobs(clock, switches);
  const accounts = new Accounts(topology.users, clock, switches);
  const world = {
    clock,
    topology,
    state,
    accounts,
    jobs,
    exporter,
    vips,
    health,
    plane,
    ...(files && { files }),
    naaOf,
    callMs,
    switches,
  };
  return { world, fleet, memory };
}

function choosePlane(options: SimulatorOptions, topology: Topology, clock: Clock) {
  if (options.dataPlane) return { plane: options.dataPlane, memory: undefined };
  const { leaseMs, electionMs } = { ...defaultTimes, ...options };
  const memory = new MemoryDataPlane({ topology, clock, leaseMs, electionMs });
  return { plane: memory, memory };
}
