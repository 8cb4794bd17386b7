import { waitFor } from '@twinsite/lab';
import type { SiteCluster } from '../dr-restore/site-cluster.js';
import { KINDS, podOf, SEEN, type Kind } from './application.js';
import type { Stretch } from './records.js';
import type { World } from './world.js';

const QUICK_MS = 10_000;
const GOES_ON_MS = 240_000;
/** So many records more, and it goes on. */
const FURTHER = 20;

/** What one start of a writer has acknowledged, kept by its node beside the storage. */
export interface Seen extends Stretch {
  readonly kind: Kind;
  /** Why it ended; 0 while it has not. */
  readonly errno: number;
}

/** Asked of the node itself: its cluster may be the part that is dead. */
export async function seenOn({ lab, signal }: World, { node }: SiteCluster): Promise<readonly Seen[]> {
  const script = `cd ${SEEN} 2>/dev/null || exit 0; for one in *; do echo "$one $(cat "$one")"; done`;
  const text = await lab.guest(node).agent.must(script, { deadlineMs: QUICK_MS, signal });
  return text
    .split('\n')
    .filter((line) => line.includes('{'))
    .map((line) => {
      const kind = KINDS.find((one) => line.startsWith(`${podOf(one)}.`)) ?? 'block';
      return { kind, ...(JSON.parse(line.slice(line.indexOf('{'))) as Omit<Seen, 'kind'>) };
    });
}

export type Starts = Readonly<Record<Kind, Seen>>;

/** The starts that write on the cluster now: each acknowledges records beyond what it had when asked. */
export async function untilWriting(world: World, cluster: SiteCluster): Promise<Starts> {
  const before = new Map((await seenOn(world, cluster)).map((one) => [one.started, one.next]));
  const further = ({ started, first, next }: Seen): boolean =>
    next > (before.get(started) ?? first) + FURTHER;
  return untilStarts(world, cluster, further);
}

/** The first starts of the cluster after a time that have acknowledged a record. */
export const firstStarts = (world: World, cluster: SiteCluster, since: number): Promise<Starts> =>
  untilStarts(world, cluster, ({ started, first, next }) => started >= since && next > first);

async function untilStarts(
  world: World,
  cluster: SiteCluster,
  wanted: (seen: Seen) => boolean,
): Promise<Starts> {
  const probe = async (): Promise<Starts | undefined> => {
    const seen = (await seenOn(world, cluster)).toSorted((one, other) => one.started - other.started);
    const [block, file] = KINDS.map((kind) => seen.find((one) => one.kind === kind && wanted(one)));
    return block === undefined || file === undefined ? undefined : { block, file };
  };
  const patience = { deadlineMs: GOES_ON_MS, everyMs: 250, signal: world.signal };
  const starts = await waitFor(probe, patience);
  if (starts !== undefined) return starts;
  const left = JSON.stringify(await seenOn(world, cluster));
  throw new Error(`the application does not write on cluster ${cluster.id}: ${left}`);
}
