import { bytes, MIB, never, type Attachment } from '@twinsite/domain';
import { Crash } from '@twinsite/domain/testing';
import { MemoryDisk } from '@twinsite/linux-host/testing';
import { assert, asyncProperty, boolean, constantFrom, integer, oneof, record, array } from 'fast-check';
import { expect, test } from 'vitest';
import { valueOf } from './support/outcome.js';
import { reconciledNode, stagingOf, type Driver, type ReconciledNode } from './support/reconciled-node.js';
import { naaOf, twoSites, type TwoSites } from './support/two-sites.js';

const VOLUMES = ['csi-iscsi-vid-one', 'csi-iscsi-vid-two'] as const;
type Volume = (typeof VOLUMES)[number];
type Order = 'stage' | 'unstage' | 'reconcile';

type Step =
  | { readonly kind: 'cut' | 'heal'; readonly site: 'a' | 'b' }
  | { readonly kind: 'call'; readonly order: Order; readonly volume: Volume }
  /** The process dies at one of its calls of a port, and another one starts. */
  | {
      readonly kind: 'killed';
      readonly order: Order;
      readonly volume: Volume;
      readonly call: number;
      readonly when: 'before' | 'after';
    }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'reboot' }
  /** A record is lost, and perhaps the mount with it: what is left is a ghost. */
  | { readonly kind: 'lost'; readonly volume: Volume; readonly unmounted: boolean };

const volume = constantFrom(...VOLUMES);
const order = constantFrom<Order>('stage', 'unstage', 'reconcile', 'reconcile');
const steps = array(
  oneof(
    record({ kind: constantFrom('cut' as const, 'heal' as const), site: constantFrom('a' as const, 'b') }),
    record({ kind: constantFrom('call' as const), order, volume }),
    record({
      kind: constantFrom('killed' as const),
      order,
      volume,
      call: integer({ min: 1, max: 40 }),
      when: constantFrom('before' as const, 'after' as const),
    }),
    record({ kind: constantFrom('wait' as const), seconds: integer({ min: 1, max: 90 }) }),
    record({ kind: constantFrom('reboot' as const) }),
    record({ kind: constantFrom('lost' as const), volume, unmounted: boolean() }),
  ),
  { minLength: 3, maxLength: 14 },
);

class Story {
  readonly sites: TwoSites;
  readonly node: ReconciledNode;
  private readonly attachments: ReadonlyMap<Volume, Attachment>;

  constructor() {
    this.sites = twoSites();
    this.node = reconciledNode(this.sites, 'node-1');
    const second = new MemoryDisk(naaOf('2'), 64n * MIB);
    for (const gateway of [this.sites.a, this.sites.b]) gateway.luns.set(2, second);
    const two = { ...this.sites.attachment, naa: naaOf('2'), lun: 2, size: bytes(64n * MIB) };
    this.attachments = new Map([
      [VOLUMES[0], this.sites.attachment],
      [VOLUMES[1], two],
    ]);
  }

  async take(step: Step): Promise<void> {
    const { sites, node } = this;
    if (step.kind === 'cut') sites[step.site].cut();
    if (step.kind === 'heal') sites[step.site].heal();
    if (step.kind === 'wait') await sites.clock.advance(step.seconds * 1000);
    if (step.kind === 'reboot') node.reboot();
    if (step.kind === 'lost') await this.lose(step.volume, step.unmounted);
    if (step.kind === 'call') {
      await this.watched(step.order, () => this.carryOut(node.driver, step.order, step.volume));
    }
    if (step.kind !== 'killed') return;
    const doomed = node.doomed(step.call, step.when);
    await this.watched(step.order, () => this.carryOut(doomed, step.order, step.volume).catch(onlyCrash));
    node.restart();
  }

  /** Mounted volumes with the portals of their maps. */
  mounted(): ReadonlyMap<string, readonly string[]> {
    const { host } = this.node;
    const maps = new Map<string, readonly string[]>();
    for (const { source } of host.mounts.all()) {
      const map = source.replace('/dev/mapper/', '');
      maps.set(
        map,
        host
          .pathStates()
          .filter((path) => path.map === map)
          .map(({ portal }) => portal),
      );
    }
    return maps;
  }

  private async lose(which: Volume, unmounted: boolean): Promise<void> {
    const { mounts, journal } = this.node.driver.ports;
    if (unmounted) await this.sites.clock.during(mounts.unmount(stagingOf(which), never));
    await journal.forget(which, never);
  }

  /** A pass may add paths to a mounted volume; it never takes one away. Nothing mounted, no new session. */
  private async watched(kind: Order, work: () => Promise<void>): Promise<void> {
    const { sessions } = this.node.host.iscsid;
    const [before, sessionsBefore] = [this.mounted(), sessions.size];
    await work();
    if (kind !== 'reconcile') return;
    if (before.size === 0) expect(sessions.size).toBeLessThanOrEqual(sessionsBefore);
    const after = this.mounted();
    for (const [map, portals] of before) {
      expect(after.get(map), `paths of mounted ${map}`).toEqual(expect.arrayContaining([...portals]));
    }
  }

  private async carryOut(driver: Driver, what: Order, which: Volume): Promise<void> {
    const attachment = this.attachments.get(which);
    if (attachment === undefined) throw new Error('no such volume');
    if (what === 'stage') await driver.stage(which, attachment);
    else if (what === 'unstage') await driver.unstage(which);
    else await driver.reconcile();
  }

  /** All is healed, and the reconciler has had its passes. */
  async settle(): Promise<void> {
    this.sites.a.heal();
    this.sites.b.heal();
    for (let pass = 0; pass < 5; pass += 1) {
      await this.sites.clock.advance(61_000);
      await this.watched('reconcile', async () => {
        await this.node.driver.reconcile();
      });
    }
  }
}

function onlyCrash(error: unknown): void {
  if (!(error instanceof Crash)) throw error;
}

test('whatever is cut, staged, killed and rebooted: no mounted volume loses a path to the reconciler, all get both back, and no ghost stays (H5, H7, H20)', async () => {
  await assert(
    asyncProperty(steps, async (story) => {
      const world = new Story();
      for (const step of story) await world.take(step);
      await world.settle();
      const portals = ['10.0.1.1:3260', '10.0.2.1:3260'];
      const recorded = valueOf(await world.node.driver.ports.journal.list(never));
      // A stage that was cut off is the kubelet's to repeat.
      const staged = recorded.filter(({ phase }) => phase === 'staged');
      const ours = staged.map(({ attachment: { naa } }) => `3${naa}`);
      for (const [map, paths] of world.mounted()) {
        if (ours.includes(map)) expect([...paths].sort(), map).toEqual(portals);
      }
      for (const which of VOLUMES) expect(await world.node.driver.unstage(which)).toBe(true);
      await world.settle();
      expect(world.node.host.leftovers()).toEqual([]);
    }),
    { numRuns: 80 },
  );
});
