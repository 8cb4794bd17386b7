import { ok, type Problem, type Result } from '@twinsite/domain';
import { JournalCopy, type CopiedJournal } from '@twinsite/k8s-dr-adapter';
import { limitedSignal } from '../actions/limited-signal.js';
import type { GroupSession } from '../actions/session.js';
import type { OpenCluster } from '../workbench.js';

/** A cluster that thinks longer than this is not waited for, ms. */
const ASK_MS = 1000;

export interface ReadCopies {
  /** The longest last: it is the one that was gone on with. */
  readonly copies: readonly CopiedJournal[];
  /** Ids of clusters that could not be asked. */
  readonly silent: readonly string[];
}

type Asked = Pick<GroupSession, 'source' | 'target' | 'group'>;

/** What the clusters have of journals of the group's moves, for who only looks. */
export async function readCopies({ source, target, group }: Asked): Promise<ReadCopies> {
  const read = await Promise.all(
    [target, source].map(async ({ objects, settings: { id } }) => {
      const found = await new JournalCopy(objects, group.name).read(limitedSignal([], ASK_MS));
      return found.ok ? { copy: found.value } : { silent: id };
    }),
  );
  const copies = read.flatMap(({ copy }) => copy ?? []);
  return { copies: inOrder(copies), silent: read.flatMap(({ silent }) => silent ?? []) };
}

/** For who acts: clusters that keep the group's journals have to answer, since a move that nobody knows of would be begun anew. */
export async function needCopies(
  { group, signal }: Pick<GroupSession, 'group' | 'signal'>,
  keepers: readonly OpenCluster[],
): Promise<Result<readonly CopiedJournal[], Problem>> {
  const copies: CopiedJournal[] = [];
  for (const { objects } of keepers) {
    const found = await new JournalCopy(objects, group.name).read(signal);
    if (!found.ok) return found;
    if (found.value !== undefined) copies.push(found.value);
  }
  return ok(inOrder(copies));
}

const inOrder = (copies: readonly CopiedJournal[]): readonly CopiedJournal[] =>
  [...copies].sort((one, other) => one.text.length - other.text.length);
