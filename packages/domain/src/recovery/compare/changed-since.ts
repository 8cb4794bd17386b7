import { DR_PREFIX } from '../transplant/dr-names.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import type { Members } from '../objects/members.js';
import { canonicalJson } from '../objects/canonical-json.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import type { RecoverySet } from '../set/recovery-set.js';

export interface SetChange {
  readonly object: string;
  readonly how: 'changed' | 'new' | 'gone';
}

/** What a group has otherwise than a bundle of it: objects by reference, in the order of their names. */
export function changedSince(before: RecoverySet, now: RecoverySet): readonly SetChange[] {
  const [old, fresh] = [byReference(before), byReference(now)];
  const changes = [...new Set([...old.keys(), ...fresh.keys()])]
    .sort()
    .flatMap((object): readonly SetChange[] => {
      const [one, other] = [old.get(object), fresh.get(object)];
      if (one === undefined) return [{ object, how: 'new' }];
      if (other === undefined) return [{ object, how: 'gone' }];
      return one === other ? [] : [{ object, how: 'changed' }];
    });
  return changes;
}

const byReference = ({ objects }: RecoverySet): ReadonlyMap<string, string> =>
  new Map(objects.map(({ object }) => [formatRef(refOf(object)), canonicalJson(unmarked(object))]));

/** Without what drctl itself notes on it. */
function unmarked(object: ClusterObject): unknown {
  const { labels = {}, annotations = {}, ...rest } = object.metadata;
  const theirs = (notes: Readonly<Record<string, string>>): Members =>
    Object.fromEntries(Object.entries(notes).filter(([name]) => !name.startsWith(DR_PREFIX)));
  return { ...object, metadata: { ...rest, labels: theirs(labels), annotations: theirs(annotations) } };
}
