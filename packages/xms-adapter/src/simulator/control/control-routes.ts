import { isObject } from '../schema/validate.js';
import type { ManagerState } from '../http/manager-server.js';
import { type Severable, severables } from '../plane/site-network.js';
import type { Darkness, RunningSimulator } from '../running-simulator.js';
import { readFaults } from './read-faults.js';
import { readSwitches } from './read-switches.js';
import { stateView } from './state-view.js';

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export interface ControlReply {
  readonly status: number;
  readonly body: unknown;
}

type Act = (sim: RunningSimulator, body: unknown, words: readonly string[]) => unknown;

/** `METHOD /path` with `*` for one word that is handed to the action. */
const actions: Readonly<Record<string, Act>> = {
  'GET /state': (sim) => stateView(sim),
  'GET /requests': (sim) => sim.requestLog(),
  'GET /violations': (sim) => sim.violations(),
  'GET /switches': (sim) => sim.switches(),
  'POST /switches': changeSwitches,
  'GET /faults': (sim) => sim.faults(),
  'POST /faults': changeFaults,
  'GET /managers': (sim) => sim.managers(),
  'POST /managers/*': changeManager,
  'POST /site/*/cut': (sim, body, [site]) => cut(sim, `site-${site ?? ''}`, body),
  'POST /site/*/heal': (sim, _body, [site]) => heal(sim, `site-${site ?? ''}`),
  'POST /inter-site/cut': (sim, body) => cut(sim, 'inter-site', body),
  'POST /inter-site/heal': (sim) => heal(sim, 'inter-site'),
  'POST /arbiter/cut': (sim, body) => cut(sim, 'arbiter', body),
  'POST /arbiter/heal': (sim) => heal(sim, 'arbiter'),
  'POST /gateways/*': changeGateway,
  'POST /vips/*': moveVip,
  'POST /logins/expire': (sim) => {
    sim.expireLogins();
    return sim.managers();
  },
  'POST /logs/clear': (sim) => {
    sim.clearLogs();
    return { requests: 0, violations: 0 };
  },
};

/** Throws an Error with a message for people when the request cannot be done. */
export async function controlReply(sim: RunningSimulator, request: ControlRequest): Promise<ControlReply> {
  const [path = ''] = request.path.split('?');
  for (const [pattern, act] of Object.entries(actions)) {
    const words = new RegExp(`^${pattern.replaceAll('*', '([^/]+)')}$`).exec(`${request.method} ${path}`);
    if (words) return { status: 200, body: await act(sim, request.body, words.slice(1)) };
  }
  return { status: 404, body: { problems: [`there is ${Object.keys(actions).join(', ')}`] } };
}

function changeSwitches(sim: RunningSimulator, body: unknown) {
  const { change, problems } = readSwitches(body, sim.switches());
  if (problems.length > 0) throw new Error(problems.join('; '));
  sim.setSwitches(change);
  return sim.switches();
}

function changeFaults(sim: RunningSimulator, body: unknown) {
  const { faults, problems } = readFaults(body);
  if (problems.length > 0) throw new Error(problems.join('; '));
  sim.setFaults(faults);
  return sim.faults();
}

const managerStates: readonly string[] = ['up', 'refusing', 'silent'] satisfies readonly ManagerState[];

async function changeManager(sim: RunningSimulator, body: unknown, [name = '']: readonly string[]) {
  const { state, latencyMs } = isObject(body) ? body : {};
  if (state !== undefined && !managerStates.includes(state as string)) {
    throw new Error(`state: must be one of ${managerStates.join(', ')}`);
  }
  if (latencyMs !== undefined && typeof latencyMs !== 'number')
    throw new Error('latencyMs: must be a number');
  await sim.setManager(name, {
    ...(state === undefined ? {} : { state: state as ManagerState }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  });
  return sim.managers();
}

function changeGateway(sim: RunningSimulator, body: unknown, [name = '']: readonly string[]) {
  const { commandMs } = isObject(body) ? body : {};
  if (typeof commandMs !== 'number' || commandMs < 0)
    throw new Error('commandMs: must be a number, 0 or more');
  if (!sim.memory) throw new Error('the gateways are not in this process');
  sim.memory.gateway(name).commandMs = commandMs;
  return { name, commandMs };
}

function moveVip(sim: RunningSimulator, body: unknown, [ip = '']: readonly string[]) {
  const { gateway } = isObject(body) ? body : {};
  if (typeof gateway !== 'string') throw new Error('gateway: must be the name of a gateway');
  sim.moveVip(ip, gateway);
  return { ip, gateway };
}

async function cut(sim: RunningSimulator, part: string, body: unknown) {
  const { darkness = 'silent' } = isObject(body) ? body : {};
  if (darkness !== 'silent' && darkness !== 'refusing')
    throw new Error('darkness: must be silent or refusing');
  await sim.cut(severable(part), darkness satisfies Darkness);
  return sim.cuts();
}

async function heal(sim: RunningSimulator, part: string) {
  await sim.heal(severable(part));
  return sim.cuts();
}

function severable(part: string): Severable {
  const known = severables.find((one) => one === part);
  if (!known) throw new Error(`${part}: there is ${severables.join(', ')}`);
  return known;
}
