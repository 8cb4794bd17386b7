import type { KubeObject } from '../client/kube-object.js';
import { ApiFault } from './api-fault.js';

export type Match = (object: KubeObject) => boolean;

interface Terms {
  readonly namespace: string | undefined;
  readonly labelSelector: string | null;
  readonly fieldSelector: string | null;
}

/** Whether an object is among those that a list or a watch asks for. */
export function selecting({ namespace, labelSelector, fieldSelector }: Terms): Match {
  const labels = splitTerms(labelSelector ?? '').map(labelTerm);
  const fields = splitTerms(fieldSelector ?? '').map(fieldTerm);
  return (object) =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    [...labels, ...fields].every((matches) => matches(object));
}

/** At the commas that are not within parentheses. */
const splitTerms = (text: string): readonly string[] =>
  text
    .split(/,(?![^(]*\))/)
    .map((term) => term.trim())
    .filter((term) => term !== '');

function labelTerm(term: string): Match {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(term);
  if (set !== null) {
    const values = (set[3] ?? '').split(',').map((value) => value.trim());
    return ({ metadata }) => values.includes(metadata.labels?.[set[1] ?? ''] ?? '') === (set[2] === 'in');
  }
  const pair = /^([^!=\s]+)\s*(==|=|!=)\s*(.*)$/.exec(term);
  if (pair !== null) {
    return ({ metadata }) => (metadata.labels?.[pair[1] ?? ''] === pair[3]) === (pair[2] !== '!=');
  }
  const absent = term.startsWith('!');
  const label = absent ? term.slice(1) : term;
  return ({ metadata }) => (metadata.labels?.[label] === undefined) === absent;
}

function fieldTerm(term: string): Match {
  const match = /^metadata\.(name|namespace)={1,2}(.*)$/.exec(term);
  if (match === null) throw new ApiFault(400, `field label not supported: ${term}`);
  const key = match[1] as 'name' | 'namespace';
  return ({ metadata }) => metadata[key] === match[2];
}
