import { generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Lab } from '@twinsite/lab';
import { DrctlProgram, type DrctlRun } from '../drctl/drctl-program.js';
import { clusterIdOf, SITE_ARRAY, type SiteCluster } from './site-cluster.js';
import { SHOP } from './shop.js';

/** Somebody with drctl, keys and a drctl.yaml for both clusters. */
export class Operator {
  readonly #program: DrctlProgram;
  readonly #config: string;
  readonly #signal: AbortSignal;
  /** Where drctl keeps its journals. */
  readonly state: string;

  private constructor(program: DrctlProgram, directory: string, signal: AbortSignal) {
    this.#program = program;
    this.#config = join(directory, 'drctl.yaml');
    this.#signal = signal;
    this.state = join(directory, 'state');
  }

  static async prepare(
    lab: Lab,
    { clusters, password }: { readonly clusters: readonly SiteCluster[]; readonly password: string },
    signal: AbortSignal,
  ): Promise<Operator> {
    const directory = join(lab.scratch, 'operator');
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const repository = dirname(dirname(dirname(lab.program)));
    const program = await DrctlProgram.bundle(repository, join(directory, 'drctl'), signal);
    const identity = await generateIdentity();
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const secret = { mode: 0o600 };
    await writeFile(join(directory, 'identity'), identity, secret);
    await writeFile(join(directory, 'signing'), privateKey.export({ type: 'pkcs8', format: 'pem' }), secret);
    await writeFile(join(directory, 'trusted'), publicKey.export({ type: 'spki', format: 'pem' }), secret);
    await writeFile(join(directory, 'user'), 'admin', secret);
    await writeFile(join(directory, 'password'), password, secret);
    const config = {
      clusters: clusters.map(({ id, plane }) => ({
        id: clusterIdOf(id),
        kubeconfig: plane.adminConfig,
        site: id,
        driverNamespaces: ['twinsite-system', 'default'],
      })),
      groups: [{ name: SHOP, namespaces: [SHOP] }],
      store: { directory: 'bundles' },
      keys: {
        recipients: [await identityToRecipient(identity)],
        identity: 'identity',
        signing: 'signing',
        trusted: ['trusted'],
      },
      state: 'state',
      arrays: [{ ...SITE_ARRAY, credentials: { userFile: 'user', passwordFile: 'password' } }],
    };
    await writeFile(join(directory, 'drctl.yaml'), JSON.stringify(config), secret);
    return new Operator(program, directory, signal);
  }

  run(...words: readonly string[]): Promise<DrctlRun> {
    return this.#program.run([...words, '-c', this.#config], this.#signal);
  }

  /** The same, killed with SIGKILL as soon as `when` resolves; undefined exit code. */
  runKilled(when: (child: AbortSignal) => Promise<void>, ...words: readonly string[]): Promise<DrctlRun> {
    return this.#program.run([...words, '-c', this.#config], this.#signal, when);
  }

  /** Ends with 0, or the story has no sense. */
  async must(...words: readonly string[]): Promise<DrctlRun> {
    const ran = await this.run(...words);
    if (ran.code !== 0)
      throw new Error(`drctl ${words.join(' ')} ended with ${String(ran.code)}: ${ran.err}`);
    return ran;
  }
}
