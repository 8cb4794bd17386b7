import { parseArgs } from 'node:util';
import { readSwitches } from './control/read-switches.js';
import type { SimulatorOptions } from './options.js';
import { isObject } from './schema/validate.js';
import { defaultSwitches } from './switches.js';
import type { ManagerSpec, Topology } from './topology/topology.js';
import { twoSites } from './topology/two-sites.js';

export interface Arguments {
  readonly options: SimulatorOptions;
  /** Everything that is wrong, for people; empty when the options can be used. */
  readonly problems: readonly string[];
}

const numbers = [
  'leaseMs',
  'electionMs',
  'gatewayFenceMs',
  'vipMoveMs',
  'callMs',
  'reconcileMs',
  'pollMs',
  'healthCacheMs',
] as const;

/** Reads the flags and the file they name. `readText` throws when there is no such file. */
export function readArguments(argv: readonly string[], readText: (file: string) => string): Arguments {
  const problems: string[] = [];
  const note = (problem: string): void => {
    problems.push(problem);
  };
  const flags = readFlags(argv, note);
  const config = flags.config === undefined ? {} : readConfig(flags.config, readText, note);
  const managers = flags.listen === undefined ? undefined : readManagers(flags.listen, note);
  const control = flags.control === undefined ? undefined : readAddress('--control', flags.control, note);
  const switches = readSwitches(config['switches'] ?? {}, defaultSwitches);
  for (const problem of switches.problems) note(`${flags.config ?? ''}: switches.${problem}`);
  const topology = twoSites({ ...(config['topology'] as Partial<Topology>), ...(managers && { managers }) });
  const times = Object.fromEntries(
    numbers.filter((key) => typeof config[key] === 'number').map((key) => [key, config[key]]),
  );
  return {
    options: { topology, switches: switches.change, ...times, ...(control && { control }) },
    problems,
  };
}

type Note = (problem: string) => void;

function readFlags(
  argv: readonly string[],
  note: Note,
): { listen?: string; control?: string; config?: string } {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...argv], options: { listen: text, control: text, config: text } }).values;
  } catch (error) {
    note((error as Error).message);
    return {};
  }
}

function readConfig(file: string, readText: (file: string) => string, note: Note): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readText(file));
    if (!isObject(value)) throw new Error('must be a JSON object');
    const unknown = Object.keys(value).filter((key) => !['topology', 'switches', ...numbers].includes(key));
    for (const key of unknown)
      note(`${file}: '${key}' is not one of topology, switches, ${numbers.join(', ')}`);
    return value;
  } catch (error) {
    note(`${file}: ${(error as Error).message}`);
    return {};
  }
}

/** `a=HOST:PORT,b=HOST:PORT`; a site may have several. */
function readManagers(text: string, note: Note): readonly ManagerSpec[] {
  const counts = { a: 0, b: 0 };
  return text.split(',').flatMap((part) => {
    const [, site, address = ''] = /^([ab])=(.+)$/.exec(part.trim()) ?? [];
    if (site !== 'a' && site !== 'b') {
      note(`--listen: '${part}' is not a=HOST:PORT or b=HOST:PORT`);
      return [];
    }
    const place = readAddress('--listen', address, note);
    counts[site] += 1;
    const name = counts[site] === 1 ? `manager-${site}` : `manager-${site}${counts[site]}`;
    return place ? [{ name, site, ...place }] : [];
  });
}

function readAddress(flag: string, text: string, note: Note): { host: string; port: number } | undefined {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || Number(port) > 65_535) {
    note(`${flag}: '${text}' is not HOST:PORT`);
    return undefined;
  }
  // Node wants an IPv6 address without the brackets it has in a URL.
  return { host: host.replaceAll(/^\[|\]$/g, ''), port: Number(port) };
}
