import { link, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDnsLabel } from '../config/dns-label.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import type { Workbench } from '../workbench.js';
import { initText, type InitAnswers } from './init-text.js';
import { makeKeys } from './make-keys.js';

export interface InitOptions {
  readonly config: string;
  readonly cluster?: readonly string[];
  readonly group?: readonly string[];
  readonly store?: string;
  readonly generateKeys: boolean;
  readonly force: boolean;
}

/** `drctl init`: a file is written whole or not at all, and none that is there is replaced without being told to. */
export async function runInit({ terminal }: Workbench, options: InitOptions): Promise<ExitCode> {
  const answers = await answersOf(terminal, options);
  if (typeof answers === 'string') {
    terminal.err(answers);
    return EXIT.usage;
  }
  const keys = options.generateKeys ? await makeKeys(dirname(options.config)) : undefined;
  if (typeof keys === 'string') {
    terminal.err(keys);
    return EXIT.failed;
  }
  const failure = await writeWhole(options, initText({ ...answers, keys }));
  if (failure !== undefined) {
    terminal.err(failure);
    return EXIT.failed;
  }
  terminal.err(`${options.config} is written; next: drctl config check -c ${options.config}`);
  if (keys !== undefined)
    terminal.err(
      `keep ${keys.identity} and ${keys.signing} secret, and a copy of them off this machine: without the first no bundle can be opened`,
    );
  return EXIT.ok;
}

/** What flags say, and for what they leave out what is typed; a text tells what is wrong. */
async function answersOf(terminal: Terminal, options: InitOptions): Promise<InitAnswers | string> {
  const first = await clusterOf(terminal, options, 'a');
  if (typeof first === 'string') return first;
  const second = await clusterOf(terminal, options, 'b');
  if (typeof second === 'string') return second;
  const groups = await groupsOf(terminal, options);
  if (typeof groups === 'string') return groups;
  const store = options.store ?? (await terminal.ask('Directory for bundles [bundles]: ')) ?? '';
  return { clusters: [first, second], groups, store: store === '' ? 'bundles' : store };
}

async function clusterOf(
  terminal: Terminal,
  { cluster }: InitOptions,
  site: 'a' | 'b',
): Promise<InitAnswers['clusters'][number] | string> {
  const given = cluster?.[site === 'a' ? 0 : 1];
  const text = given ?? (await terminal.ask(`Cluster of site ${site}, as id=kubeconfig[@context]: `)) ?? '';
  const parsed = parseCluster(text);
  if (parsed !== undefined) return { ...parsed, site };
  return `--cluster = ${JSON.stringify(text)}: give id=kubeconfig[@context] for site ${site}; the id is at most 63 of a-z, 0-9 and -`;
}

async function groupsOf(terminal: Terminal, { group }: InitOptions): Promise<InitAnswers['groups'] | string> {
  const typed = group ?? [(await terminal.ask('Application, as name=namespace,...: ')) ?? ''];
  const parsed = typed.map(parseGroup);
  return parsed.every((one) => one !== undefined)
    ? parsed
    : `--group = ${JSON.stringify(typed.join(' '))}: give name=namespace,namespace`;
}

function parseCluster(text: string): { id: string; kubeconfig: string; context?: string } | undefined {
  const [, id = '', kubeconfig = '', context] = /^([^=]+)=([^@]+)(?:@(.+))?$/.exec(text.trim()) ?? [];
  if (!isDnsLabel(id) || kubeconfig === '') return undefined;
  return { id, kubeconfig, ...(context === undefined ? {} : { context }) };
}

function parseGroup(text: string): { name: string; namespaces: readonly string[] } | undefined {
  const [, name = '', list = ''] = /^([^=]+)=(.+)$/.exec(text.trim()) ?? [];
  const namespaces = list.split(',').map((one) => one.trim());
  return isDnsLabel(name) && namespaces.every(isDnsLabel) ? { name, namespaces } : undefined;
}

async function writeWhole({ config, force }: InitOptions, text: string): Promise<string | undefined> {
  const draft = `${config}.${process.pid}.draft`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    if (force) await rename(draft, config);
    else await link(draft, config);
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return code === 'EEXIST'
      ? `${config} is there already; name another with --config, or say --force to replace it`
      : `${config} cannot be written (${code})`;
  } finally {
    await rm(draft, { force: true });
  }
}
