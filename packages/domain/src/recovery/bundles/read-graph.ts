import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { isMembers, textOf, type Members } from '../objects/members.js';
import type { RecoverySet } from '../set/recovery-set.js';
import { broken } from './broken.js';
import { GRAPH } from './bundle-files.js';
import type { BundleManifest } from './manifest.js';
import { parseJson } from './parse-json.js';

type Graph = Pick<RecoverySet, 'edges' | 'gaps'>;

/** `graph.json`: why each object is in the set, and what is missing. */
export function readGraph(
  text: string,
  { cluster, group }: Pick<BundleManifest, 'cluster' | 'group'>,
): Result<Graph, Problem> {
  const graph = parseJson(text);
  if (!isMembers(graph)) return failed(broken(GRAPH, 'is no graph'));
  if (graph['group'] !== group || graph['cluster'] !== cluster)
    return failed(broken(GRAPH, 'is of another group or cluster'));
  const edges = graph['edges'];
  const gaps = graph['gaps'];
  if (!areGaps(gaps) || !areEdges(edges)) return failed(broken(GRAPH, 'is no graph'));
  return ok({ edges, gaps });
}

const areEdges = (value: unknown): value is RecoverySet['edges'] =>
  isListOf(value, (edge) => isRef(edge['to']) && (edge['from'] === undefined || isRef(edge['from'])));

const areGaps = (value: unknown): value is RecoverySet['gaps'] =>
  isListOf(value, (gap) => isRef(gap['to']) && isRef(gap['from']) && typeof gap['required'] === 'boolean');

const isListOf = (value: unknown, holds: (item: Members) => boolean): boolean =>
  Array.isArray(value) &&
  value.every((item: unknown) => isMembers(item) && textOf(item, 'reason') !== undefined && holds(item));

const isRef = (value: unknown): boolean =>
  isMembers(value) &&
  ['group', 'kind', 'name'].every((name) => textOf(value, name) !== undefined) &&
  (value['namespace'] === undefined || textOf(value, 'namespace') !== undefined);
