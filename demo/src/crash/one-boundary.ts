import { join } from 'node:path';
import { clusterKinds } from '@twinsite/k8s-dr-adapter/testing';
import { ChaosWorld } from '../chaos/chaos-world.js';
import { violationsOf } from '../chaos/reigns.js';
import { until } from '../story/until.js';
import { afterRecords, recordsIn, runDrctl } from './killed-drctl.js';

export type Verb = 'failover' | 'relocate';

export interface Boundary {
  readonly verb: Verb;
  /** Killed when the journal has so many records; undefined: it is left alone. */
  readonly record: number | undefined;
  readonly resumedBy: 'the same host' | 'another host';
}

export interface Outcome {
  /** What is not as it has to be; empty: it ended as if nobody had killed it. */
  readonly wrong: readonly string[];
  readonly records: number;
  /** The kill came before the end. */
  readonly killed: boolean;
}

const VOLUMES = 2;
const WAIT_MS = 60_000;
const HOW = ['--yes', '--settle', '1', '--wait', '30', '--progress', 'none'];

/** A move that is killed with SIGKILL and repeated: the end has to be the same, and nobody wrote out of turn. */
export async function atBoundary(program: string, { verb, record, resumedBy }: Boundary): Promise<Outcome> {
  const world = await ChaosWorld.start({ volumes: VOLUMES, commandMs: 50 }, () => undefined);
  try {
    await until('the bank works', () => attachedOn(world, 'a') === VOLUMES, WAIT_MS);
    const [operator] = world.operators;
    for (const words of [['protect'], ['own'], ['sync', '--warm']])
      await operator.must(words[0] ?? '', 'bank', ...words.slice(1));
    if (verb === 'failover') world.sites.a.cluster.server.cut();
    const force = verb === 'failover' ? ['--force'] : [];
    const words = [verb, 'bank', ...force, ...HOW];
    const here = { program, config: join(world.directory, 'drctl.yaml'), words };
    const state = join(world.directory, 'state');
    const first = await runDrctl(here, record === undefined ? undefined : afterRecords(state, record));
    const again =
      resumedBy === 'the same host' ? here : { ...here, config: join(world.directory, 'drctl-2.yaml') };
    // A run that had ended is not begun anew.
    const last = first.code === undefined ? await runDrctl(again) : first;
    if (verb === 'failover') world.sites.a.cluster.server.heal();
    const wrong = await wrongIn(world);
    if (last.code !== 0)
      wrong.unshift(`ended with ${String(last.code)}: ${last.err.trim().split('\n').slice(-4).join(' / ')}`);
    return { wrong, records: await recordsIn(state), killed: first.code === undefined };
  } finally {
    await world.stop();
  }
}

async function wrongIn(world: ChaosWorld): Promise<string[]> {
  const wrong: string[] = [];
  const settled = () => attachedOn(world, 'b') === VOLUMES;
  await until('the bank works at b', settled, WAIT_MS).catch(() =>
    wrong.push(`${attachedOn(world, 'b')} of ${VOLUMES} volumes are attached on b`),
  );
  const [bank] = world.sites.b.cluster.objects(clusterKinds.statefulSets);
  const replicas = (bank?.['spec'] as { replicas?: number } | undefined)?.replicas;
  if (replicas !== VOLUMES) wrong.push(`${String(replicas)} replicas on b`);
  const { out } = await world.operators[0].must('owner', 'bank', '-o', 'name');
  if (out.trim() !== 'b') wrong.push(`owned by ${out.trim()}`);
  const violations = await violationsOf(world);
  if (violations.length > 0) wrong.push(`${violations.length} writes out of turn`);
  return wrong;
}

const attachedOn = ({ sites }: ChaosWorld, site: 'a' | 'b'): number =>
  sites[site].cluster
    .objects(clusterKinds.volumeAttachments)
    .filter(({ status }) => (status as { attached?: boolean } | undefined)?.attached === true).length;
