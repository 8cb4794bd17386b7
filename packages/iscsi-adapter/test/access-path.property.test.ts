import type { GatewayState } from '@twinsite/domain';
import { Crash } from '@twinsite/domain/testing';
import type { MemoryGateway } from '@twinsite/linux-host/testing';
import { array, assert, asyncProperty, constantFrom, integer, oneof, record, uniqueArray } from 'fast-check';
import { expect, test } from 'vitest';
import { reconciledNode, type Driver, type ReconciledNode } from './support/reconciled-node.js';
import { ToldCluster } from './support/told-cluster.js';
import { twoSites, type TwoSites } from './support/two-sites.js';

const VOLUME = 'csi-iscsi-vid-one';
/** The publish context has the first two. */
const GATEWAYS = [0, 1, 2, 3] as const;
const gateway = constantFrom(...GATEWAYS);
const state = constantFrom<GatewayState>('Active', 'Joining', 'Down', 'Leaving', 'Leaving', 'Missing');
const shown = uniqueArray(record({ gateway, state }), { selector: (seen) => seen.gateway, minLength: 1 });
const when = constantFrom('before' as const, 'after' as const);
const call = integer({ min: 1, max: 60 });

const steps = array(
  oneof(
    record({
      kind: constantFrom('cut' as const),
      gateways: uniqueArray(gateway, { minLength: 1 }),
      seconds: constantFrom(0, 10),
    }),
    record({ kind: constantFrom('heal' as const), gateway }),
    record({ kind: constantFrom('cornered' as const), gateway, gateways: shown }),
    record({
      kind: constantFrom('shown' as const),
      gateways: shown,
    }),
    record({ kind: constantFrom('pass' as const) }),
    record({ kind: constantFrom('killed' as const), call, when }),
    record({ kind: constantFrom('stage' as const, 'unstage' as const, 'reboot' as const) }),
  ),
  { minLength: 4, maxLength: 16 },
);
type Step =
  | { readonly kind: 'cut'; readonly gateways: readonly number[]; readonly seconds: number }
  | { readonly kind: 'heal'; readonly gateway: number }
  /** One gateway is left, and then AccessPaths say this. */
  | { readonly kind: 'cornered'; readonly gateway: number; readonly gateways: readonly Seen[] }
  | { readonly kind: 'shown'; readonly gateways: readonly Seen[] }
  | { readonly kind: 'killed'; readonly call: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'pass' | 'stage' | 'unstage' | 'reboot' };

interface Seen {
  readonly gateway: number;
  readonly state: GatewayState;
}

class Story {
  readonly sites: TwoSites = twoSites();
  readonly cluster = new ToldCluster();
  readonly node: ReconciledNode = reconciledNode(this.sites, 'node-1', this.cluster);
  private readonly gateways: readonly MemoryGateway[];
  private readonly dark = new Set<MemoryGateway>();

  constructor() {
    const more = [3, 4].map((number) => {
      const fresh = this.sites.fabric.add(`10.0.${number}.1:3260`, `iqn.2018-12.sds:gw-${number}`);
      for (const [lun, disk] of this.sites.a.luns) fresh.luns.set(lun, disk);
      return fresh;
    });
    this.gateways = [this.sites.a, this.sites.b, ...more];
  }

  async take(step: Step): Promise<void> {
    const { sites, node } = this;
    if (step.kind === 'cut') {
      for (const index of step.gateways) this.cut(index);
      await sites.clock.advance(step.seconds * 1000);
    }
    if (step.kind === 'heal') this.heal(this.at(step.gateway));
    if (step.kind === 'cornered') await this.corner(step.gateway);
    if (step.kind === 'shown' || step.kind === 'cornered') {
      this.cluster.shows(step.gateways.map((seen) => [this.at(seen.gateway), seen.state]));
      await this.pass(node.driver);
    }
    if (step.kind === 'pass') await this.pass(node.driver);
    if (step.kind === 'killed') await this.pass(node.doomed(step.call, step.when));
    if (step.kind === 'stage') await node.driver.stage(VOLUME, sites.attachment);
    if (step.kind === 'unstage') await node.driver.unstage(VOLUME);
    if (step.kind === 'reboot') node.reboot();
  }

  /** Paths of the mounted volume that work now. */
  working(): readonly string[] {
    if (this.node.host.mounts.all().length === 0) return [];
    const lit = this.gateways.filter((one) => !this.dark.has(one)).map(({ portal }) => portal);
    return this.node.host
      .pathStates()
      .filter(({ active, session, portal }) => active && session === 'LOGGED_IN' && lit.includes(portal))
      .map(({ portal }) => portal);
  }

  /** Whatever the cluster says: a volume that has a working path before a pass has one after it. */
  private async pass(driver: Driver): Promise<void> {
    const before = this.working();
    await driver.reconcile().catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
      this.node.restart();
    });
    if (before.length > 0) expect(this.working(), `had ${before.join(', ')}`).not.toEqual([]);
  }

  /** All is well, and the access path has its last two gateways. */
  async settle(): Promise<void> {
    for (const one of this.gateways) this.heal(one);
    this.node.restart();
    const now = this.gateways.map((one, index) => [one, index < 2 ? 'Leaving' : 'Active'] as const);
    this.cluster.shows(now);
    for (let pass = 0; pass < 4; pass += 1) {
      await this.sites.clock.advance(20_000);
      await this.pass(this.node.driver);
    }
  }

  private cut(index: number): void {
    this.at(index).cut();
    this.dark.add(this.at(index));
  }

  /** Only this gateway is left, and that long enough for everybody to have noticed. */
  private async corner(last: number): Promise<void> {
    this.heal(this.at(last));
    await this.sites.clock.advance(20_000);
    for (const index of GATEWAYS.filter((other) => other !== last)) this.cut(index);
    await this.sites.clock.advance(10_000);
  }

  private at(index: number): MemoryGateway {
    const found = this.gateways[index];
    if (found === undefined) throw new RangeError(`no gateway ${index}`);
    return found;
  }

  private heal(one: MemoryGateway): void {
    this.dark.delete(one);
    one.heal();
  }
}

test('whatever AccessPaths say, whatever is cut and killed: no pass takes the last working path, and all settles (H5, H7)', async () => {
  await assert(
    asyncProperty(steps, async (story) => {
      const world = new Story();
      await world.take({ kind: 'stage' });
      for (const step of story) await world.take(step);
      await world.settle();
      const { node } = world;
      if (node.host.mounts.all().length > 0) {
        expect([...world.working()].sort()).toEqual(['10.0.3.1:3260', '10.0.4.1:3260']);
        expect(world.cluster.told()).toEqual(
          expect.arrayContaining(['10.0.3.1 ready', '10.0.4.1 ready']) as unknown,
        );
        expect(world.cluster.reports.at(-1)?.paths).toHaveLength(2);
      }
      expect(await node.driver.unstage(VOLUME)).toBe(true);
      await world.settle();
      await world.sites.clock.advance(61_000);
      await node.pass();
      expect(node.host.leftovers()).toEqual([]);
    }),
    { numRuns: 30 },
  );
}, 60_000);
