import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bytes,
  createVolume,
  DEFAULT_IDENTITY_RULE,
  identityFromSn,
  MIB,
  never,
  siteMapOf,
  type ArrayDirectory,
} from '@twinsite/domain';
import { readWriteOnce } from '@twinsite/domain/testing';
import { EmbeddedCluster, EmbeddedNode } from '@twinsite/k8s-dr-adapter/testing';
import { createArrayDirectory, type XmsArrayDirectory } from '@twinsite/xms-adapter';
import { startSimulator, type RunningSimulator } from '@twinsite/xms-adapter/simulator';
import { arrayEntry } from '../recovery/array-entry.js';
import { openBank, startBank } from '../recovery/bank.js';
import { Operator } from '../recovery/operator.js';
import type { SiteName } from '../recovery/write-check.js';
import { PlainNode } from './plain-node.js';

/** The gateways' guarantee; drctl is told a longer one. Unit: ms. */
const LEASE_MS = 400;
const FENCE = { removalDrains: false, waitMs: 1000 };
const TIMINGS = { connectMs: 300, replyMs: 4000, hedgeMs: 200, pollMs: 5 };

export interface ChaosSettings {
  /** From 0 up to 1: what a seed decides. */
  readonly random?: () => number;
  readonly volumes: number;
  /** How long a write is on its way to the pool, ms; undefined: pods write nothing. */
  readonly commandMs: number | undefined;
}

export interface ChaosSite {
  readonly cluster: EmbeddedCluster;
  readonly node: EmbeddedNode;
  readonly volumes: PlainNode;
}

/** A small and quick world: real drctl, driver use cases and array client, on embedded clusters and the simulated array. */
export class ChaosWorld {
  readonly simulator: RunningSimulator;
  readonly sites: Readonly<Record<SiteName, ChaosSite>>;
  /** Two people who do not talk to each other. */
  readonly operators: readonly [Operator, Operator];
  readonly directory: string;
  /** Where the group runs, as far as the commands that worked tell. */
  home: SiteName = 'a';
  private readonly directories: readonly XmsArrayDirectory[];

  private constructor(parts: Omit<ChaosWorldParts, 'handles'>) {
    this.simulator = parts.simulator;
    this.sites = parts.sites;
    this.operators = parts.operators;
    this.directory = parts.directory;
    this.directories = parts.directories;
  }

  static async start(
    { volumes: count, commandMs, random = () => 0.5 }: ChaosSettings,
    say: (line: string) => void,
  ): Promise<ChaosWorld> {
    const naaOf = (sn: string): string => identityFromSn(DEFAULT_IDENTITY_RULE, sn) ?? '';
    const quick = { reconcileMs: 20, pollMs: 5, callMs: 200, gatewayFenceMs: 500, electionMs: 100 };
    const simulator = await startSimulator({ ...quick, leaseMs: LEASE_MS, naaOf });
    const directory = await mkdtemp(join(tmpdir(), 'twinsite-chaos-'));
    const directories = [directoryOn(simulator), directoryOn(simulator)] as const;
    const site = async (name: SiteName, arrays: ArrayDirectory): Promise<ChaosSite> => {
      const { memory } = simulator;
      if (memory === undefined) throw new Error('chaos needs the in-memory data plane');
      const volumes = new PlainNode({
        random,
        site: name,
        arrays,
        fabric: memory.fabric,
        writes: commandMs !== undefined,
      });
      const drivers = [{ name: 'iscsi.csi.xsky.com', nodeID: volumes.nodeId }];
      const cluster = await EmbeddedCluster.start();
      return {
        cluster,
        volumes,
        node: EmbeddedNode.join(cluster, { name: `node-${name}`, drivers, volumes }),
      };
    };
    const sites = { a: await site('a', directories[0]), b: await site('b', directories[1]) };
    for (const gateway of simulator.memory?.gateways ?? []) gateway.commandMs = commandMs ?? 0;
    await makeVolumes(directories[0], await openBank(sites.a.cluster, count));
    startBank(sites.a.cluster, count);
    const servers = { a: sites.a.cluster.server.url, b: sites.b.cluster.server.url };
    const array = await arrayEntry(simulator, { directory, fence: FENCE });
    const first = await Operator.at({ directory, servers, array, timings: TIMINGS }, say);
    const operators = [first, await first.colleague(say)] as const;
    return new ChaosWorld({ simulator, sites, operators, directory, directories });
  }

  async stop(): Promise<void> {
    for (const { node, volumes, cluster } of Object.values(this.sites)) {
      await node.halt();
      await volumes.powerOff();
      await cluster.stop();
    }
    await Promise.all(this.directories.map((directory) => directory.close()));
    await this.simulator.close();
    await rm(this.directory, { recursive: true, force: true });
  }
}

interface ChaosWorldParts {
  readonly simulator: RunningSimulator;
  readonly sites: Readonly<Record<SiteName, ChaosSite>>;
  readonly operators: readonly [Operator, Operator];
  readonly directory: string;
  readonly directories: readonly XmsArrayDirectory[];
}

function directoryOn(simulator: RunningSimulator): XmsArrayDirectory {
  const [account] = simulator.topology.users;
  const opened = createArrayDirectory({
    arrays: [
      {
        name: 'array-1',
        managers: simulator.xmsServers().split(','),
        credentials: { kind: 'password', user: account?.name ?? '', password: account?.password ?? '' },
        siteMap: siteMapOf(new Map(simulator.topology.hosts.map(({ name, site }) => [name, site]))),
        identityRule: DEFAULT_IDENTITY_RULE,
        fence: FENCE,
      },
    ],
    timings: TIMINGS,
  });
  if (!opened.ok) throw new Error('the array is listed');
  return opened.value;
}

async function makeVolumes(arrays: ArrayDirectory, handles: readonly string[]): Promise<void> {
  for (const handle of handles) {
    const made = await createVolume({ arrays })(
      {
        name: handle.slice('csi-iscsi-vid-'.length),
        requiredBytes: bytes(64n * MIB),
        parameters: { accessPaths: 'ap-k8s', pool: 'pool-a', fsType: 'ext4' },
        capabilities: [readWriteOnce()],
        source: 'none',
        credentials: undefined,
      },
      never,
    );
    if (!made.ok) throw new Error(JSON.stringify(made.problem));
  }
}
