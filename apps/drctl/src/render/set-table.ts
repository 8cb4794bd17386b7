import { formatRef, refOf, type Edge, type RecoverySet } from '@twinsite/domain';
import { columns } from './columns.js';
import type { Answer } from './print.js';

/** Why an object is in the set; wide tells every reason. */
const reasonOf = ({ from, reason }: Edge): string =>
  from === undefined ? reason : `${reason} of ${formatRef(from)}`;

export function setAnswer(set: RecoverySet, more: object): Answer {
  const reasons = new Map<string, string[]>();
  for (const edge of set.edges) {
    const key = formatRef(edge.to);
    reasons.set(key, [...(reasons.get(key) ?? []), reasonOf(edge)]);
  }
  const objects = set.objects.map(({ layer, object }) => {
    const ref = formatRef(refOf(object));
    return { layer, object: ref, reasons: reasons.get(ref) ?? [] };
  });
  const rows = (reason: (all: readonly string[]) => string): string =>
    columns(
      ['LAYER', 'OBJECT', 'BECAUSE'],
      objects.map((one) => [one.layer, one.object, reason(one.reasons)]),
    );
  return {
    table: () => rows(([first = '', ...rest]) => (rest.length === 0 ? first : `${first} (+${rest.length})`)),
    wide: () => rows((all) => all.join('; ')),
    names: () => objects.map(({ object }) => object),
    data: {
      group: set.group,
      cluster: set.cluster,
      objects,
      gaps: set.gaps.map(({ from, to, reason, required }) => ({
        missing: formatRef(to),
        neededBy: formatRef(from),
        reason,
        required,
      })),
      ...more,
    },
  };
}
