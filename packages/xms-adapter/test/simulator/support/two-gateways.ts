import { type FabricSession, ManualClock, MemoryDataPlane, twoSites } from '../../../src/simulator/index.js';

export const never: AbortSignal = new AbortController().signal;
export const lease = { leaseMs: 1000, electionMs: 200 };
const node = 'iqn.2026-01.test:node-1';
const sides = {
  a: { gateway: 'gw-a', targetIqn: 'iqn.a', portal: '10.7.1.1:3260' },
  b: { gateway: 'gw-b', targetIqn: 'iqn.b', portal: '10.7.2.1:3260' },
} as const;

/** A 64 KiB volume 1 as LUN 1 behind both gateways, and an initiator that reaches both sites. */
export class TwoGateways {
  readonly clock = new ManualClock();
  readonly plane = new MemoryDataPlane({ topology: twoSites(), clock: this.clock, ...lease });

  static async exported(): Promise<TwoGateways> {
    const made = new TwoGateways();
    await made.plane.ensureBacking({ id: 1, sizeBytes: 65_536n, naa: `6001405${'a'.repeat(25)}` }, never);
    await made.export('a');
    await made.export('b');
    return made;
  }

  async export(
    side: 'a' | 'b',
    initiators = [{ iqn: node, luns: [{ lun: 1, volumeId: 1 }] }],
  ): Promise<void> {
    const { gateway, targetIqn, portal } = sides[side];
    await this.plane.configureGateway(gateway, { targetIqn, portal, initiators }, never);
  }

  login(side: 'a' | 'b', signal: AbortSignal = never): Promise<FabricSession> {
    const { targetIqn, portal } = sides[side];
    return this.plane.fabric.login({ initiator: node, targetIqn, portal, from: { name: 'node-1' } }, signal);
  }

  write(session: FabricSession, text: string, offset = 0): Promise<void> {
    return this.plane.fabric.write(session, { lun: 1, offset }, Buffer.from(text), never);
  }

  /** What the pool holds, read past every gateway. */
  stored(length: number, offset = 0): string {
    return Buffer.from(this.plane.store.read(1, offset, length)).toString();
  }

  gateway(side: 'a' | 'b') {
    return this.plane.gateway(sides[side].gateway);
  }
}

/** What has become of a promise up to now. */
export async function fate(promise: Promise<unknown>): Promise<string> {
  const settled = promise.then(
    () => 'done',
    (error: unknown) => `failed: ${(error as Error).message.split(':')[0] ?? ''}`,
  );
  await new Promise((resolve) => setImmediate(resolve));
  return Promise.race([settled, Promise.resolve().then(() => 'pending')]);
}
