import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytes, MIB, parseNaa, type Attachment, type Naa, type NodePorts } from '@twinsite/domain';
import { soleWriter } from '@twinsite/domain/testing';
import { MemoryDisk, MemoryFabric, VirtualClock, type MemoryGateway } from '@twinsite/linux-host/testing';
import { afterEach } from 'vitest';
import { simulatedHost, type SimulatedHost } from '../../src/testing/index.js';

const scratch: string[] = [];

afterEach(() => {
  for (const directory of scratch.splice(0)) rmSync(directory, { recursive: true });
});

export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'twinsite-node-'));
  scratch.push(directory);
  return directory;
}

export const naaOf = (digit: string): Naa => {
  const naa = parseNaa(`6001405${digit.repeat(25)}`);
  if (naa === undefined) throw new Error(`${digit} is no hex digit`);
  return naa;
};

export const TIMERS = {
  loginTimeoutMs: 5000,
  noopIntervalMs: 1000,
  noopTimeoutMs: 1000,
  replacementTimeoutMs: 2000,
  vipReplacementTimeoutMs: 20_000,
};

/** One volume on two gateways, one per site, and hosts that can see both. */
export interface TwoSites {
  readonly clock: VirtualClock;
  readonly fabric: MemoryFabric;
  readonly a: MemoryGateway;
  readonly b: MemoryGateway;
  readonly disk: MemoryDisk;
  readonly attachment: Attachment;
  host(name: string): SimulatedHost;
}

export function twoSites(sizeBytes = 64n * MIB): TwoSites {
  const clock = new VirtualClock();
  const fabric = new MemoryFabric();
  const a = fabric.add('10.0.1.1:3260', 'iqn.2018-12.sds:gw-a');
  const b = fabric.add('10.0.2.1:3260', 'iqn.2018-12.sds:gw-b');
  const naa = naaOf('1');
  const disk = new MemoryDisk(naa, sizeBytes);
  for (const gateway of [a, b]) gateway.luns.set(1, disk);
  const portals = [
    { iqn: a.targetIqn, portal: { address: '10.0.1.1', port: 3260 }, site: 'a' },
    { iqn: b.targetIqn, portal: { address: '10.0.2.1', port: 3260 }, site: 'b' },
  ];
  return {
    clock,
    fabric,
    a,
    b,
    disk,
    attachment: {
      naa,
      lun: 1,
      size: bytes(sizeBytes),
      origin: 'new',
      ...soleWriter,
      accessPath: 'ap',
      portals,
    },
    host: (name) => simulatedHost({ name, initiator: `iqn.2026-01.test:${name}`, fabric, clock }),
  };
}

/** The real adapters on a simulated host; called again, they are a restarted driver with the same journal. */
export function portsOn(host: SimulatedHost, journalDirectory = scratchDirectory()): NodePorts {
  return { ...host.adapters(journalDirectory), timers: TIMERS };
}
