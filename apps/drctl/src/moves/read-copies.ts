import { JournalCopy, type CopiedJournal } from '@twinsite/k8s-dr-adapter';
import { limitedSignal } from '../actions/limited-signal.js';
import type { GroupSession } from '../actions/session.js';

/** A cluster that thinks longer than this is not waited for, ms. */
const ASK_MS = 1000;

export interface ReadCopies {
  /** The longest last: it is the one that was gone on with. */
  readonly copies: readonly CopiedJournal[];
  /** Ids of clusters that could not be asked. */
  readonly silent: readonly string[];
}

/** What the clusters have of journals of the group's moves. */
export async function readCopies({
  source,
  target,
  group,
}: Pick<GroupSession, 'source' | 'target' | 'group'>): Promise<ReadCopies> {
  const read = await Promise.all(
    [target, source].map(async ({ objects, settings: { id } }) => {
      const found = await new JournalCopy(objects, group.name).read(limitedSignal([], ASK_MS));
      return found.ok ? { copy: found.value } : { silent: id };
    }),
  );
  return {
    copies: read.flatMap(({ copy }) => copy ?? []).sort((one, other) => one.text.length - other.text.length),
    silent: read.flatMap(({ silent }) => silent ?? []),
  };
}
