import { buildWorld } from './build-world.js';
import { startControl } from './control/control-server.js';
import { prepareFolders } from './export/file-side.js';
import { Faults } from './http/faults.js';
import { ManagerServer } from './http/manager-server.js';
import { RequestLog } from './http/request-log.js';
import { RouteTable } from './http/route-table.js';
import type { SimulatorOptions } from './options.js';
import { Running, type RunningParts } from './running.js';
import type { RunningSimulator } from './running-simulator.js';
import { xmsSchema } from './schema/xms-schema.js';
import { SiteCutter } from './site-cutter.js';
import { isSiteOutvoted } from './site-outvoted.js';
import { SwitchBoard } from './switch-board.js';

/** Starts every manager of the topology; rejects when an address cannot be listened on, or a folder not be made. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const board = new SwitchBoard(options.switches);
  const { world, fleet, memory } = buildWorld(options, board);
  const log = new RequestLog(options.print ?? (() => undefined));
  const faults = new Faults();
  const desk = { world, routes: new RouteTable(xmsSchema), log, faults };
  const managers = world.topology.managers.map((spec) => {
    return new ManagerServer(spec, desk, () => isSiteOutvoted(world, spec.site));
  });
  const cutter = new SiteCutter(managers, options.network ?? memory?.network);
  const parts: RunningParts = { world, fleet, memory, board, log, faults, managers, cutter };
  const running = new Running(parts);
  try {
    await Promise.all([...managers.map((manager) => manager.listen()), prepareFolders(world)]);
    if (options.control) running.control = await startControl(running, options.control);
  } catch (error) {
    await running.close();
    throw error;
  }
  fleet.start();
  world.files?.fleet.start();
  world.vips.poke();
  return running;
}
