import type { Claim, Snapshot, Volume } from '@twinsite/csi-adapter/testing';
import type { NodeName } from '../world/node-driver.js';
import { kubeletOf, place, podOf, publishTo, retire, type PlacedVolume } from '../world/placed-volume.js';
import { readDigest, sizeSeen, writeData, writeToTheEnd } from '../world/pod-data.js';
import { CLASS, MIB, type World } from '../world/world.js';
import type { Chapter } from './chapter.js';

export interface Kind {
  readonly name: string;
  readonly node: NodeName;
  readonly claim: Claim;
  readonly sizeMib: number;
}

/** By how much each expansion grows a volume; a copy is as much larger than its source. */
const STEP_MIB = 32;
const DATA = { atMib: 1, mib: 4 };
/** A file system keeps some of the device for itself; the log of xfs alone is 64 MiB. */
const LEAST_SHARE = 0.75;

/** The whole life of one kind of volume: made, written, grown twice, copied both ways, gone. */
export function lifeOf(kind: Kind): Chapter {
  return {
    name: kind.name,
    tell: async (world: World) => {
      const { name, node, claim, sizeMib } = kind;
      const placed = await place(world, { name: `pvc-${name}`, node, claim, sizeMib });
      const digest = await writeData(podOf(world, placed), 'data', DATA);
      world.report.note(`${name}: created, published, staged and written on ${node}`);
      await expandTwice(world, kind, placed);
      const kept = await readDigest(podOf(world, placed), 'data', DATA);
      world.report.check(`${name}: the data outlives both expansions`, kept === digest, short(kept));
      await copyBothWays(world, kind, placed, digest);
      await retire(world, placed);
    },
  };
}

async function expandTwice(world: World, kind: Kind, placed: PlacedVolume): Promise<void> {
  for (const step of [1, 2]) {
    const wanted = BigInt(kind.sizeMib + step * STEP_MIB) * MIB;
    const atArray = await world.attacher.expand(placed.volume, wanted);
    await kubeletOf(world, placed).expand(placed.volume, wanted);
    const pod = podOf(world, placed);
    const seen = await sizeSeen(pod);
    const written = await writeToTheEnd(pod);
    world.report.check(
      `${kind.name}: online expansion ${step} of 2`,
      atArray === wanted && isAbout(seen, wanted, pod.raw),
      `${mib(wanted)} wanted, ${mib(seen)} seen; ${written}`,
    );
  }
}

async function copyBothWays(world: World, kind: Kind, source: PlacedVolume, digest: string): Promise<void> {
  const snapshot = await world.attacher.snapshot(`snap-${kind.name}`, source.volume.id);
  const changed = await writeData(podOf(world, source), 'data', DATA);
  await copy(world, kind, { word: 'restore', from: { snapshot }, digest });
  await copy(world, kind, { word: 'clone', from: { volume: source.volume }, digest: changed });
  await world.attacher.deleteSnapshot(snapshot);
}

interface Copy {
  readonly word: 'restore' | 'clone';
  readonly from: { readonly snapshot: Snapshot } | { readonly volume: Volume };
  readonly digest: string;
}

/** A copy larger than its source, used beside it on the same node. */
async function copy(world: World, kind: Kind, { word, from, digest }: Copy): Promise<void> {
  const { claim, node } = kind;
  const name = `pvc-${kind.name}-${word}`;
  const size = BigInt(kind.sizeMib + 3 * STEP_MIB) * MIB;
  const volume = await world.attacher.create(name, size, CLASS, { claim, from });
  const placed = await publishTo(world, { name, node, volume });
  await kubeletOf(world, placed).mount(volume, placed.context);
  const pod = podOf(world, placed);
  const seen = await sizeSeen(pod);
  const found = await readDigest(pod, 'data', DATA);
  world.report.check(
    `${kind.name}: ${word}, larger than its source`,
    found === digest && isAbout(seen, size, pod.raw),
    `contents ${found === digest ? 'equal' : 'DIFFER'} (${short(found)}, expected ${short(digest)}); ${mib(size)} wanted, ${mib(seen)} seen`,
  );
  await retire(world, placed);
}

const isAbout = (seen: bigint, wanted: bigint, raw: boolean): boolean =>
  raw ? seen === wanted : seen <= wanted && Number(seen) >= LEAST_SHARE * Number(wanted);

const mib = (size: bigint): string => `${Math.round(Number(size) / Number(MIB))} MiB`;

const short = (digest: string): string => digest.slice(0, 12);
