import {
  KnownTargets,
  never,
  reconcileNode,
  rememberingSessions,
  stageVolume,
  unstageVolume,
  VolumeClaims,
  claimed,
  type Attachment,
  type NodePorts,
  type ReconcileReport,
  type StageVolumeRequest,
} from '@twinsite/domain';
import { crashAt, FakeFabric, FakeHost, readWriteOnce } from '@twinsite/domain/testing';
import { clockOf } from '@twinsite/linux-host/testing';
import type { SimulatedHost } from '../../src/testing/index.js';
import type { ToldCluster } from './told-cluster.js';
import { valueOf } from './outcome.js';
import { TIMERS, type TwoSites } from './two-sites.js';

/** A driver process on a simulated host, with its reconciler; journal and known targets outlive it. */
export interface Driver {
  readonly ports: NodePorts;
  readonly claims: VolumeClaims;
  stage(volume: string, attachment: Attachment): Promise<boolean>;
  unstage(volume: string): Promise<boolean>;
  reconcile(): Promise<ReconcileReport>;
}

export interface ReconciledNode {
  readonly host: SimulatedHost;
  /** The process that runs now. */
  driver: Driver;
  /** kill -9 and a new process. */
  restart(): void;
  /** A process that is killed at its n-th call of a port. */
  doomed(call: number, when: 'before' | 'after'): Driver;
  /** The machine loses its power and comes back. */
  reboot(): void;
  /** Kinds of what one pass did. */
  pass(): Promise<readonly string[]>;
}

export const stagingOf = (volume: string): string => `/staging/${volume}`;

/** Without a cluster it is a node that knows of no AccessPath. */
export function reconciledNode(sites: TwoSites, name: string, cluster?: ToldCluster): ReconciledNode {
  const host = sites.host(name);
  const kept = new FakeHost(new FakeFabric());
  const start = (doom?: (ports: NodePorts) => NodePorts): Driver =>
    driverOn({ sites, host, kept, cluster }, doom);
  const node: ReconciledNode = {
    host,
    driver: start(),
    restart: () => {
      node.driver = start();
    },
    doomed: (call, when) => start((ports) => crashAt(ports, { call, when })),
    reboot: () => {
      host.reboot();
      kept.reboot();
      node.restart();
    },
    pass: async () => (await node.driver.reconcile()).actions.map(({ kind }) => kind),
  };
  return node;
}

interface World {
  readonly sites: TwoSites;
  readonly host: SimulatedHost;
  readonly kept: FakeHost;
  readonly cluster: ToldCluster | undefined;
}

function driverOn(
  { sites, host, kept, cluster }: World,
  doom: (ports: NodePorts) => NodePorts = (ports) => ports,
): Driver {
  const adapters = host.adapters('/nonexistent');
  const known = new KnownTargets(kept.memory);
  const { journal } = kept.ports;
  const sessions = rememberingSessions(adapters.sessions, known);
  const { paths, maps, mapPaths, disks, filesystems, mounts } = adapters;
  const ports = doom({
    sessions,
    paths,
    maps,
    mapPaths,
    disks,
    filesystems,
    mounts,
    journal,
    timers: TIMERS,
  });
  const inventory = {
    disks: adapters.inventory.disks.bind(adapters.inventory),
    maps: adapters.inventory.maps.bind(adapters.inventory),
    usersOf: adapters.inventory.usersOf.bind(adapters.inventory),
    recoveryTimes: adapters.inventory.recoveryTimes.bind(adapters.inventory),
    // The journal of this test stamps its own boots.
    bootId: () => kept.inventory.bootId(),
  };
  const claims = new VolumeClaims();
  const { clock } = sites;
  const told = cluster && { accessPaths: cluster, reports: { node: host.name, to: cluster } };
  const pass = reconcileNode({ ports, inventory, known, claims, clock: clockOf(clock), ...told });
  const stage = claimed(claims, stageVolume(ports));
  const unstage = claimed(claims, unstageVolume(ports));
  return {
    ports,
    claims,
    stage: async (volume, attachment) => {
      const request: StageVolumeRequest = {
        volumeId: volume,
        stagingPath: stagingOf(volume),
        capability: readWriteOnce(),
        attachment,
        context: {},
      };
      return (await clock.during(stage(request, never))).ok;
    },
    unstage: async (volume) =>
      (await clock.during(unstage({ volumeId: volume, stagingPath: stagingOf(volume) }, never))).ok,
    reconcile: async () => valueOf(await clock.during(pass(never))),
  };
}
