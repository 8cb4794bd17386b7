import { RecordWriter, type WriterStatus } from '../record-writer.js';
import { readyPaths } from '../initiator.js';
import { waitFor } from '../wait-for.js';
import { kubeletOf, type PlacedVolume } from './placed-volume.js';
import type { World } from './world.js';

export const RECORDS = 'records';
const GOES_ON_MS = 90_000;
/** Acknowledged after an incident, so that it is over and not about to begin. */
const ENOUGH = 50;

/** An application that writes records to a mounted volume while things happen to it. */
export class Load {
  readonly placed: PlacedVolume;
  readonly #world: World;
  readonly #writer: RecordWriter;

  constructor(world: World, placed: PlacedVolume) {
    this.#world = world;
    this.placed = placed;
    const file = `${kubeletOf(world, placed).podPath}/${RECORDS}`;
    this.#writer = new RecordWriter(world.nodes[placed.node].agent, file);
  }

  start(): Promise<void> {
    return this.#writer.start(this.#world.signal);
  }

  stop(): Promise<WriterStatus> {
    return this.#writer.stop(this.#world.signal);
  }

  async acknowledged(): Promise<number> {
    return (await this.#writer.status(this.#world.signal)).acknowledged;
  }

  /** The worst stall of an incident, once the application has gone on after it; undefined when it has not. Unit: ms. */
  async stallDuring(incident: () => Promise<void>): Promise<number | undefined> {
    const { signal } = this.#world;
    await this.#writer.newWindow(signal);
    await incident();
    const before = await this.acknowledged();
    const status = await waitFor(
      async () => {
        const now = await this.#writer.status(signal);
        return now.acknowledged > before + ENOUGH ? now : undefined;
      },
      { deadlineMs: GOES_ON_MS, signal },
    );
    return status?.window.worstStallMs;
  }

  paths(): Promise<number> {
    const { signal, nodes } = this.#world;
    return readyPaths(nodes[this.placed.node].agent, `3${this.placed.context['naa'] ?? ''}`, signal);
  }

  /** How long until that many paths are usable; undefined when they are not within the time. Unit: ms. */
  async pathsBack(count: number, withinMs = 60_000): Promise<number | undefined> {
    const begun = Date.now();
    const { signal } = this.#world;
    const patience = { deadlineMs: withinMs, everyMs: 250, signal };
    const back = await waitFor(async () => ((await this.paths()) === count ? true : undefined), patience);
    return back === undefined ? undefined : Date.now() - begun;
  }

  /** Which map it is and how its file system is mounted, e.g. `254:0 rw`: both stay as they are through any incident. */
  async footing(): Promise<string> {
    const { signal, nodes } = this.#world;
    const path = kubeletOf(this.#world, this.placed).podPath;
    const script = `echo "$(dmsetup info -c --noheadings --separator : -o major,minor ${this.placed.device}) \
$(awk '$5 == "${path}" { split($6, o, ","); for (i in o) if (o[i] ~ /^r[ow]$/) print o[i] }' /proc/self/mountinfo) \
$(awk '$5 == "${path}" { split($NF, o, ","); print o[1] }' /proc/self/mountinfo)"`;
    return (await nodes[this.placed.node].agent.must(script, { deadlineMs: 20_000, signal })).trim();
  }
}
