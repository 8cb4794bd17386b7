type Labels = Readonly<Record<string, string>>;

/**
 * A selector as kubectl reads it: `app=web,tier!=cache,track in (a,b),env notin (test),team,!legacy`. A text that is none
 * matches nothing and `parseLabelSelector` says so.
 */
export function labelMatcher(selector: string): (labels: Labels) => boolean {
  const terms = parseLabelSelector(selector);
  return (labels) => terms !== undefined && terms.every((term) => holds(term, labels));
}

interface Term {
  readonly key: string;
  readonly operator: 'in' | 'notin' | 'exists' | 'absent';
  readonly values: readonly string[];
}

const KEY = String.raw`[A-Za-z0-9][-A-Za-z0-9_./]*`;
const SET = new RegExp(String.raw`^(${KEY})\s+(in|notin)\s+\(([^()]*)\)$`);
const EQUAL = new RegExp(String.raw`^(${KEY})\s*(==|=|!=)\s*([-A-Za-z0-9_.]*)$`);
const PRESENT = new RegExp(String.raw`^(!?)\s*(${KEY})$`);

/** Undefined for a text that is no selector; an empty one is none either, since it would take everything. */
export function parseLabelSelector(selector: string): readonly Term[] | undefined {
  const terms = selector.split(/,(?![^(]*\))/).map((part) => parseTerm(part.trim()));
  return terms.every((term) => term !== undefined) ? terms : undefined;
}

function parseTerm(text: string): Term | undefined {
  const set = SET.exec(text);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    return {
      key,
      operator: operator === 'in' ? 'in' : 'notin',
      values: list.split(',').map((one) => one.trim()),
    };
  }
  const equal = EQUAL.exec(text);
  if (equal !== null) {
    const [, key = '', operator, value = ''] = equal;
    return { key, operator: operator === '!=' ? 'notin' : 'in', values: [value] };
  }
  const present = PRESENT.exec(text);
  if (present === null) return undefined;
  const [, not, key = ''] = present;
  return { key, operator: not === '!' ? 'absent' : 'exists', values: [] };
}

/** A label that is not there is `notin` and `!=` everything. */
function holds({ key, operator, values }: Term, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case 'absent':
      return value === undefined;
    case 'in':
      return value !== undefined && values.includes(value);
    case 'notin':
      return value === undefined || !values.includes(value);
  }
}
