import { Attacher, Kubelet } from '@twinsite/csi-adapter/testing';
import { Application } from '../world/application.js';
import type { TwoSiteWorld } from '../world/two-site-world.js';
import { readBack } from './read-back.js';
import { until } from './until.js';
import type { Watch } from './watch.js';

export interface Chapter {
  readonly name: string;
  readonly ms: number;
}

export interface Ending {
  readonly records: number;
  readonly lost: number;
  readonly worstStallMs: number;
  readonly chapters: readonly Chapter[];
}

const MIB = 1024n * 1024n;
const STALL_MS = 20_000;
const RETURN_MS = 30_000;
const CLASS = { accessPaths: 'ap-k8s', pool: 'pool-a', fsType: 'ext4' };

/** Times every chapter and says its name when it begins. */
class Teller {
  readonly chapters: Chapter[] = [];
  readonly #watch: Watch;

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  async tell<T>(name: string, act: () => Promise<T>): Promise<T> {
    this.#watch.say(`-> ${name}`);
    const begun = performance.now();
    const value = await act();
    this.chapters.push({ name, ms: Math.round(performance.now() - begun) });
    return value;
  }
}

/** One volume, end to end, that outlives both sites in turn. */
export async function tellStory(world: TwoSiteWorld, watch: Watch): Promise<Ending> {
  const teller = new Teller(watch);
  const controller = await world.startController();
  const attacher = new Attacher(controller.client);
  const node = await world.startNode('node-1');
  const kubelet = new Kubelet(node.client, 'pod-1');
  const volume = await teller.tell('CreateVolume: 256 MiB on a pool of both sites', () =>
    attacher.create('pvc-demo', 256n * MIB, CLASS),
  );
  const nodeId = await kubelet.nodeId();
  const context = await teller.tell('ControllerPublish: node-1 may reach it', () =>
    attacher.attach(volume, nodeId),
  );
  const mounting = 'NodeStage, NodePublish: log in to both gateways, prove, format, mount';
  await teller.tell(mounting, () => kubelet.mount(volume, context));
  const application = new Application(world.host('node-1'), `${kubelet.podPath}/records`);
  await writeThroughCuts(world, { watch, teller, application });
  const records = await application.stop();
  const { worstStallMs } = application.progress();
  await teller.tell('NodeUnpublish, NodeUnstage, ControllerUnpublish', async () => {
    await kubelet.unmount(volume);
    await attacher.detach(volume, nodeId);
  });
  const second = await world.startNode('node-2');
  const reader = { world, attacher, kubelet: new Kubelet(second.client, 'pod-2'), volume, records };
  const reading = 'node-2 reads every record back, through each gateway in turn';
  const lost = await teller.tell(reading, () => readBack(reader));
  await teller.tell('DeleteVolume', () => attacher.delete(volume));
  return { records, lost, worstStallMs, chapters: teller.chapters };
}

interface Writing {
  readonly watch: Watch;
  readonly teller: Teller;
  readonly application: Application;
}

async function writeThroughCuts(world: TwoSiteWorld, { watch, teller, application }: Writing): Promise<void> {
  watch.application = application;
  application.start();
  await until('first records', () => application.progress().acknowledged > 100, STALL_MS);
  for (const site of ['a', 'b'] as const) {
    const cut = `site ${site} goes dark without a word; the application writes on`;
    await teller.tell(cut, () => outliveCut(world, watch, site));
    await teller.tell(`site ${site} heals; its path returns by itself`, () => heal(world, watch, site));
  }
}

async function outliveCut(world: TwoSiteWorld, watch: Watch, site: 'a' | 'b'): Promise<void> {
  const { application } = watch;
  if (application === undefined) throw new Error('nobody writes');
  application.newWindow();
  await world.simulator.cut(`site-${site}`);
  await until('the dark path fails', () => watch.usablePaths() === 1, STALL_MS);
  const { acknowledged } = application.progress();
  await until(
    'records after the cut',
    () => application.progress().acknowledged > acknowledged + 100,
    STALL_MS,
  );
  watch.say(
    `   survived: worst stall ${application.progress().windowWorstMs} ms, ${application.progress().acknowledged} records`,
  );
}

async function heal(world: TwoSiteWorld, watch: Watch, site: 'a' | 'b'): Promise<void> {
  await world.simulator.heal(`site-${site}`);
  await until('both paths again', () => watch.usablePaths() === 2, RETURN_MS);
}
