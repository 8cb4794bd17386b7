import type { Loss } from './losses.js';
import { driversRefuse } from './refused-driver.js';
import { untilWriting } from './seen.js';
import { claimSilence, doubleWrites, goHome, lostOn, takeOver, writtenAfter, type Run } from './take-over.js';
import type { World } from './world.js';

export type Act = (world: World) => Promise<Readonly<Record<string, Run>>>;

/** A is lost, B takes the group, A comes back and is refused, the group goes home under load. */
export const loseSite =
  (name: string, loss: Loss): Act =>
  async (world) => {
    const { a, b, report } = world;
    report.note(`${name}: ${loss.told}`);
    await untilWriting(world, a);
    const cutAt = Date.now();
    await loss.cut(world);
    const refusals = [...((await loss.refusals?.(world)) ?? [])];
    const taken = await takeOver(world, refusals.length === 0 ? cutAt : Date.now(), loss.words);
    await loss.heal(world);
    refusals.push(...(await driversRefuse(world)));
    await claimSilence(world, taken);
    const early = await doubleWrites(world, taken, { on: b });
    const lost = await lostOn(world, b);
    const home = await goHome(world);
    const late = await doubleWrites(world, taken, { on: a, until: home.begunAt });
    const { moved, rtoMs } = taken;
    const { phases, fenceMs, drainMs, ms, tries } = moved;
    return {
      [name]: {
        ...{ lost, doubleWrites: early + late, rtoMs: Math.max(...Object.values(rtoMs)) },
        ...{ rtoByKind: rtoMs, phases, fenceMs, drainMs, ms, tries, refusals },
      },
      [`${name}-failback`]: {
        ...{ lost: await lostOn(world, a), doubleWrites: await writtenAfter(world, b, home.fencedAt) },
        ...{ rtoMs: home.rtoMs, ms: home.ms, tries: home.tries, phases: home.phases, refusals: [] },
      },
    };
  };
