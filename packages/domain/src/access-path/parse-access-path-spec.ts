import { ConfigProblems, type ConfigProblem } from '../settings/config-problem.js';
import { FieldReader } from '../settings/field-reader.js';
import { failed, ok, type Result } from '../shared/result.js';
import { managerPlace } from '../volume/manager-list.js';
import type { AccessPathSpec } from './access-path-spec.js';
import { readVipGroup } from './parse-vip-group.js';

const TYPES = ['Kubernetes', 'iSCSI'];
const NAME_LIMIT = 128;
const OBJECT_NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/**
 * Reads the spec of an AccessPath, the article's step 3 in its fixed layout. All that is wrong is told at once. The
 * schema of the API server says the same; objects that were stored under an older one still come here.
 */
export function parseAccessPathSpec(
  input: unknown,
  where = 'spec',
): Result<AccessPathSpec, readonly ConfigProblem[]> {
  const problems = new ConfigProblems();
  if (input === undefined || input === null) problems.add(where, undefined, 'is required');
  const spec = new FieldReader(input ?? {}, where, problems);
  const name = readName(spec, problems);
  const type = spec.text('type') ?? 'Kubernetes';
  if (!TYPES.includes(type)) problems.add(spec.path('type'), type, `give ${TYPES.join(' or ')}`);
  const cluster = readCluster(spec, where, problems);
  const gateways = readList(spec, 'gateway', problems);
  const odd = gateways.find((gateway) => /\s/.test(gateway));
  if (odd !== undefined)
    problems.add(spec.path('gateway'), odd, 'is no host name; separate names by single commas');
  const vips = readVipGroup(spec.any('vip_group'), { where: spec.path('vip_group'), gateways }, problems);
  spec.rejectUnknown();
  const { list } = problems;
  return list.length > 0 ? failed(list) : ok({ name, type, ...cluster, gateways, ...vips });
}

function readName(spec: FieldReader, problems: ConfigProblems): string {
  const name = spec.requiredText('name');
  if (name !== name.trim()) problems.add(spec.path('name'), name, 'begins or ends with white space');
  if (name.length > NAME_LIMIT)
    problems.add(spec.path('name'), name, `is longer than ${NAME_LIMIT} characters`);
  return name;
}

function readCluster(
  spec: FieldReader,
  where: string,
  problems: ConfigProblems,
): Pick<AccessPathSpec, 'managers' | 'secret'> {
  const input = spec.any('cluster_info');
  const info = new FieldReader(input ?? {}, `${where}.cluster_info`, problems);
  const managers = readList(info, 'xmsServers', problems, managerPlace);
  const secret = { namespace: readObjectName(info, 'secret_namespace', problems) };
  const name = readObjectName(info, 'secret_name', problems);
  info.rejectUnknown();
  return { managers, secret: { ...secret, name } };
}

function readObjectName(reader: FieldReader, key: string, problems: ConfigProblems): string {
  const name = reader.requiredText(key);
  if (name !== '' && !OBJECT_NAME.test(name))
    problems.add(reader.path(key), name, 'is no name of Kubernetes: small letters, digits, - and .');
  return name;
}

/** A comma list that is never empty and names nothing twice. */
function readList(
  reader: FieldReader,
  key: string,
  problems: ConfigProblems,
  same = (entry: string): string => entry,
): readonly string[] {
  const text = reader.requiredText(key);
  if (text === '') return [];
  const entries = text.split(',').map((entry) => entry.trim());
  if (entries.includes(''))
    problems.add(reader.path(key), text, 'has an empty entry; separate entries by single commas');
  const places = entries.map(same);
  const again = entries.find((entry, index) => entry !== '' && places.indexOf(same(entry)) !== index);
  if (again !== undefined) problems.add(reader.path(key), text, `${again} is listed twice; name each once`);
  return entries;
}
