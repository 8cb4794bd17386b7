import {
  never,
  publishOnNode,
  stageVolume,
  unpublishOnNode,
  unstageVolume,
  type Attachment,
  type NodeJournal,
  type NodePorts,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { FakeFabric, FakeHost, readWriteOnce } from '@twinsite/domain/testing';
import type { SimulatedHost } from '../../src/testing/index.js';
import { TIMERS, type TwoSites } from './two-sites.js';

export const VOLUME = 'csi-iscsi-vid-one';
export const STAGING = '/staging/globalmount';
export const TARGET = '/pods/1/volume';

/** A driver on a simulated host, whose journal outlives it; every call lets simulated time pass until it answers. */
export interface Node {
  readonly host: SimulatedHost;
  /** Made anew at each look: a restarted driver. */
  readonly ports: NodePorts;
  stage(attachment?: Attachment, ports?: NodePorts): Promise<Result<void, Problem>>;
  unstage(ports?: NodePorts): Promise<Result<void, Problem>>;
  publish(): Promise<Result<void, Problem>>;
  unpublish(): Promise<Result<void, Problem>>;
}

export function nodeOn(sites: TwoSites, name: string, fsType = 'ext4'): Node {
  const host = sites.host(name);
  const journal: NodeJournal = new FakeHost(new FakeFabric()).ports.journal;
  const fresh = (): NodePorts => ({ ...host.adapters('/nonexistent'), journal, timers: TIMERS });
  const base = { volumeId: VOLUME, stagingPath: STAGING, capability: readWriteOnce(fsType) };
  const { clock } = sites;
  return {
    host,
    get ports() {
      return fresh();
    },
    stage: (attachment = sites.attachment, ports = fresh()) =>
      clock.during(stageVolume(ports)({ ...base, attachment, context: {} }, never)),
    unstage: (ports = fresh()) => clock.during(unstageVolume(ports)(base, never)),
    publish: () =>
      clock.during(publishOnNode(fresh())({ ...base, targetPath: TARGET, readOnly: false }, never)),
    unpublish: () => clock.during(unpublishOnNode(fresh())({ volumeId: VOLUME, targetPath: TARGET }, never)),
  };
}
