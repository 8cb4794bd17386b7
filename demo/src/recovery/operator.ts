import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildProgram, openCluster, type Terminal } from '@twinsite/drctl';
import { createArrayDirectory } from '@twinsite/xms-adapter';
import { generateIdentity, identityToRecipient } from 'age-encryption';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface OperatorWorld {
  readonly directory: string;
  /** URLs of the API servers. */
  readonly servers: Readonly<Record<'a' | 'b', string>>;
  /** As drctl.yaml lists it. */
  readonly array: Readonly<Record<string, unknown>>;
  /** Instead of what drctl takes for the array's managers. */
  readonly timings?: ArrayTimings;
}

type ArrayTimings = NonNullable<Parameters<typeof createArrayDirectory>[0]['timings']>;

/** Somebody with drctl, a drctl.yaml and two kubeconfigs. */
export class Operator {
  private readonly config: string;
  private readonly timings: ArrayTimings | undefined;
  private readonly say: (line: string) => void;

  private constructor(config: string, timings: ArrayTimings | undefined, say: (line: string) => void) {
    this.config = config;
    this.timings = timings;
    this.say = say;
  }

  static async at(
    { directory, servers, array, timings }: OperatorWorld,
    say: (line: string) => void,
  ): Promise<Operator> {
    const identity = await generateIdentity();
    const file = (name: string, text: string): Promise<void> =>
      writeFile(join(directory, name), text, { mode: 0o600 });
    await file('identity', `${identity}\n`);
    await file('kube-a', kubeconfig(servers.a));
    await file('kube-b', kubeconfig(servers.b));
    const config = {
      clusters: ['a', 'b'].map((id) => ({ id, kubeconfig: `kube-${id}`, site: id })),
      groups: [{ name: 'bank', namespaces: ['bank'] }],
      store: { directory: 'bundles' },
      keys: { recipients: [await identityToRecipient(identity)], identity: 'identity' },
      state: 'state',
      arrays: [array],
    };
    // YAML reads JSON.
    await file('drctl.yaml', JSON.stringify(config));
    return new Operator(join(directory, 'drctl.yaml'), timings, say);
  }

  /** Somebody else with the same drctl.yaml on another host, who knows nothing of this one's journals. */
  async colleague(say: (line: string) => void): Promise<Operator> {
    const text = await readFile(this.config, 'utf8');
    const config = { ...(JSON.parse(text) as Record<string, unknown>), state: 'state-2' };
    const path = join(dirname(this.config), 'drctl-2.yaml');
    await writeFile(path, JSON.stringify(config), { mode: 0o600 });
    return new Operator(path, this.timings, say);
  }

  drctl(...args: readonly string[]): Promise<Ran> {
    return this.run(args, new AbortController().signal);
  }

  /** The same, for somebody who may interrupt it. */
  async run(args: readonly string[], interrupted: AbortSignal): Promise<Ran> {
    const seen = { code: -1, out: '', err: '' };
    const terminal: Terminal = {
      isInteractive: false,
      out: (text) => void (seen.out += `${text}\n`),
      err: (text) => {
        seen.err += `${text}\n`;
        this.say(text);
      },
      redraw: () => undefined,
      ask: () => Promise.resolve(undefined),
    };
    const program = buildProgram({
      terminal,
      env: {},
      interrupted,
      openArrays: ({ arrays }) => {
        const { timings } = this;
        const opened = createArrayDirectory({ arrays, ...(timings && { timings }) });
        return opened.ok ? Promise.resolve(opened.value) : Promise.reject(new Error('the array is listed'));
      },
      openCluster,
      finish: (code) => (seen.code = code),
    });
    await program.parseAsync(['node', 'drctl', ...args, '-c', this.config]);
    return seen;
  }

  /** A command that has to work. */
  async must(...args: readonly string[]): Promise<Ran> {
    const ran = await this.drctl(...args);
    if (ran.code !== 0) throw new Error(`drctl ${args.join(' ')} ended with ${ran.code}: ${ran.err}`);
    return ran;
  }
}

const kubeconfig = (server: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'it',
    contexts: [{ name: 'it', context: { cluster: 'it', user: 'it' } }],
    clusters: [{ name: 'it', cluster: { server } }],
    users: [{ name: 'it', user: { token: 'token-of-the-operator' } }],
  });
