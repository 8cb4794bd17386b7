import { STORAGES, type Storage } from '../network/storage.js';
import { AGENTS, type FileGatewayName, type GuestName } from '../network/topology.js';
import {
  readScenarioOptions,
  type ScenarioFlags,
  type ScenarioOptions,
} from '../scenarios/scenario-options.js';
import { UsageError } from './usage-error.js';

export const CUTS = ['site-a', 'site-b', 'inter-site-link', 'arbiter'] as const;
export type Cut = (typeof CUTS)[number];

export type LabCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'up'; readonly detach: boolean; readonly storage: Storage }
  | { readonly kind: 'down' }
  | { readonly kind: 'status' }
  | { readonly kind: 'shell'; readonly guest: GuestName | FileGatewayName | undefined }
  | {
      readonly kind: 'cut' | 'heal';
      readonly what: Cut;
      readonly sparing: readonly (GuestName | FileGatewayName)[];
    }
  | { readonly kind: 'scenario'; readonly name: string; readonly options: ScenarioOptions };

type Parser = (rest: readonly string[]) => LabCommand;

const help: Parser = () => ({ kind: 'help' });

const PARSERS: Readonly<Record<string, Parser>> = {
  help,
  '--help': help,
  '-h': help,
  up: parseUp,
  down: (rest) => bare('down', rest),
  status: (rest) => bare('status', rest),
  shell: ([guest]) => ({ kind: 'shell', guest: guest === undefined ? undefined : guestNamed(guest) }),
  cut: (rest) => parseCut('cut', rest),
  heal: (rest) => parseCut('heal', rest),
};

/** Reads the words after `npm run lab --`; each scenario comes with its flags. Throws UsageError with the remedy. */
export function parseCommand(
  words: readonly string[],
  scenarios: Readonly<Record<string, ScenarioFlags>>,
): LabCommand {
  const [verb = 'help', ...rest] = words;
  const parser = PARSERS[verb];
  if (parser !== undefined) return parser(rest);
  const flags = Object.hasOwn(scenarios, verb) ? scenarios[verb] : undefined;
  if (flags === undefined)
    throw new UsageError(
      `unknown command \`${verb}\`: try ${[...Object.keys(scenarios), 'up', 'down', 'help'].join(', ')}`,
    );
  return { kind: 'scenario', name: verb, options: readScenarioOptions(verb, flags, rest) };
}

function parseUp(rest: readonly string[]): LabCommand {
  const at = rest.indexOf('--storage');
  const storage = at < 0 ? 'block' : STORAGES.find((one) => one === rest[at + 1]);
  if (storage === undefined)
    throw new UsageError(`--storage takes one of ${STORAGES.join(', ')}; got ${rest[at + 1] ?? 'nothing'}`);
  const others = at < 0 ? rest : rest.toSpliced(at, 2);
  return { kind: 'up', detach: only('up', others, ['-d', '--detach']) > 0, storage };
}

function bare(kind: 'down' | 'status', rest: readonly string[]): LabCommand {
  only(kind, rest, []);
  return { kind };
}

function parseCut(kind: 'cut' | 'heal', rest: readonly string[]): LabCommand {
  const [what, flag, ...spared] = rest;
  const known = CUTS.find((cut) => cut === what);
  if (known === undefined)
    throw new UsageError(`${kind} what? One of ${CUTS.join(', ')}; got ${what ?? 'nothing'}`);
  if (flag !== undefined && (flag !== '--sparing' || kind === 'heal' || !known.startsWith('site-')))
    throw new UsageError(`unexpected \`${flag}\`: only \`cut site-a|site-b --sparing GUEST...\` takes more`);
  if (flag !== undefined && spared.length === 0)
    throw new UsageError('--sparing whom? Name at least one guest');
  return { kind, what: known, sparing: spared.map(guestNamed) };
}

function guestNamed(name: string): GuestName | FileGatewayName {
  const known = AGENTS.find((agent) => agent === name);
  if (known !== undefined) return known;
  throw new UsageError(`no guest \`${name}\`: the lab has ${AGENTS.join(', ')}`);
}

/** How many words there are; throws on one that is not allowed. */
function only(verb: string, rest: readonly string[], allowed: readonly string[]): number {
  const extra = rest.find((word) => !allowed.includes(word));
  if (extra !== undefined) throw new UsageError(`\`${verb}\` does not take \`${extra}\``);
  return rest.length;
}
