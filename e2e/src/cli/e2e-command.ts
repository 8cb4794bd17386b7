import { UsageError } from '@twinsite/lab';
import { ACT_NAMES } from '../failover/act-names.js';
import { STORIES } from '../story/stories.js';

const names = STORIES.map(({ name }) => name);
const WHEN = { 'by-default': '', 'with-all': ' (with --all)', 'by-name': ' (by its name only)' };
const told = STORIES.map(({ name, summary, told: when }) => `  ${name.padEnd(16)}${summary}${WHEN[when]}`);

export const HELP = `npm run e2e [-- --all | NAME]        (root on Debian, Go >= 1.26)

Boots one real cluster of two nodes with our driver in it and tells, one after the other:
${told.join('\n')}
Last line RESULT {json}.

  nfs             a cluster of its own with both drivers: the article's NFS objects, one volume on two nodes, the VIP moved
  image           the driver on the image's Node: bundle smoke, simulated csi-sanity, memory at rest
  contracts       the Kubernetes client and the driver's ports on it, against a real API server alone
  dry-run         what the chart renders, deploy/ and the examples, tried on a real API server alone
  prepare         only builds the programs it needs (about 15 minutes the first time on 2 cores), for a later run

npm run k8s -- COMMAND        the same cluster, to play with

  up [-d]         boots it and stays (Ctrl-C ends it), or -d in the background
  kubectl ...     kubectl as its administrator
  down            ends it and cleans up

npm run lab -- dr-restore [--all]        two clusters, one node each: a group is protected, backed up, restored on its own
volumes under kill -9, started, read back and released; --all kills at every record of the journal, by default at 6

npm run lab -- failover [--all | NAME...]   the same two clusters: sites that are cut or alive and silent under an application that appends
numbered records, failover and the way home; what was lost, and what was written twice, by the pool's content
${ACT_NAMES.join(', ')}

npm run bench -- restore      100 and 1,000 claims on a real control plane without nodes: drctl beside kubectl; no lab, no root
npm run bench -- start        how long drctl --help takes, beside Node that does nothing

Programs, images and root file systems are kept under \${XDG_CACHE_HOME:-~/.cache}/twinsite.
`;

export type E2eCommand =
  | { readonly kind: 'help' | 'down' }
  | { readonly kind: 'chore'; readonly chore: Chore }
  | { readonly kind: 'tell'; readonly options: Readonly<Partial<Record<'only' | 'all', string>>> }
  | { readonly kind: BothScenario; readonly options: Readonly<Partial<Record<'all' | 'only', string>>> }
  | { readonly kind: 'up'; readonly detach: boolean }
  | { readonly kind: 'kubectl'; readonly words: readonly string[] };

/** Scenarios on two clusters, which `npm run lab` starts. */
type BothScenario = 'dr-restore' | 'failover';

/** Commands without words of their own. */
const CHORES = ['nfs', 'image', 'contracts', 'dry-run', 'prepare'] as const;
export type Chore = (typeof CHORES)[number] | 'bench-restore' | 'bench-start';

/** Reads the words after `npm run e2e --`. Throws UsageError with the remedy. */
export function parseCommand(words: readonly string[]): E2eCommand {
  const [word, ...rest] = words;
  const parser = PARSERS.get(word ?? '');
  if (parser !== undefined) return parser(rest);
  if (word === undefined) return { kind: 'tell', options: {} };
  if (['--help', '-h', 'help'].includes(word)) return { kind: 'help' };
  const chore = CHORES.find((one) => one === word);
  if (chore !== undefined && rest.length === 0) return { kind: 'chore', chore };
  if (word === '--all' && rest.length === 0) return { kind: 'tell', options: { all: 'on' } };
  if (names.includes(word) && rest.length === 0) return { kind: 'tell', options: { only: word } };
  throw new UsageError(
    `cannot read \`${words.join(' ')}\`: give --all, ${[...names, ...CHORES].join(', ')} or help`,
  );
}

/** Of words that have words of their own after them. */
const PARSERS: ReadonlyMap<string, (rest: readonly string[]) => E2eCommand> = new Map([
  ['k8s', parseCluster],
  ['bench', parseBench],
  ['dr-restore', parseDrRestore],
  ['failover', parseFailover],
]);

function parseDrRestore(words: readonly string[]): E2eCommand {
  if (words.length === 0) return { kind: 'dr-restore', options: {} };
  if (words.length === 1 && words[0] === '--all') return { kind: 'dr-restore', options: { all: 'on' } };
  throw new UsageError(`cannot read \`dr-restore ${words.join(' ')}\`: give --all or nothing`);
}

function parseFailover(words: readonly string[]): E2eCommand {
  const kind = 'failover';
  if (words.length === 0) return { kind, options: {} };
  if (words.length === 1 && words[0] === '--all') return { kind, options: { all: 'on' } };
  if (words.every((word) => ACT_NAMES.includes(word))) return { kind, options: { only: words.join() } };
  const known = ACT_NAMES.join(', ');
  throw new UsageError(
    `cannot read \`failover ${words.join(' ')}\`: give --all, some of ${known}, or nothing`,
  );
}

function parseBench(words: readonly string[]): E2eCommand {
  const [word = 'help', ...rest] = words;
  if (['--help', '-h', 'help'].includes(word)) return { kind: 'help' };
  if (word === 'restore' && rest.length === 0) return { kind: 'chore', chore: 'bench-restore' };
  if (word === 'start' && rest.length === 0) return { kind: 'chore', chore: 'bench-start' };
  throw new UsageError(`cannot read \`bench ${words.join(' ')}\`: give restore or start`);
}

function parseCluster(words: readonly string[]): E2eCommand {
  const [word = 'help', ...rest] = words;
  if (word === 'kubectl') return { kind: 'kubectl', words: rest };
  if (['--help', '-h', 'help'].includes(word)) return { kind: 'help' };
  if (word === 'down' && rest.length === 0) return { kind: 'down' };
  const detach = rest.filter((one) => one === '-d' || one === '--detach').length;
  if (word === 'up' && detach === rest.length) return { kind: 'up', detach: detach > 0 };
  throw new UsageError(`cannot read \`k8s ${words.join(' ')}\`: give up [-d], kubectl ..., down`);
}
