import { sameAddress } from '../access-path/ip-address.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { GeneralProblem } from '../shared/problem.js';
import { invalidParameter, parseList, type Parameters, type Parsed } from '../volume/parameter-fields.js';
import { formatNfsSource, parseNfsSource, type NfsSource } from './nfs-source.js';

/** A shared folder in which volumes are made, as a class names it: `VIP:/sdsfs/<folder>/`. */
export interface HomeShare {
  readonly vip: string;
  /** Name of the folder. */
  readonly folder: string;
}

const FIELD = 'shares';
const EXPORTS = '/sdsfs/';

/** At least one; the same one twice is a typing error. */
export function parseShares(parameters: Parameters): Parsed<readonly HomeShare[]> {
  const entries = parseList(parameters, FIELD);
  if (!entries.ok) return entries;
  if (entries.value.length === 0)
    return invalidParameter(FIELD, parameters[FIELD], 'name at least one, e.g. 10.0.0.1:/sdsfs/folder/');
  const shares: HomeShare[] = [];
  for (const entry of entries.value) {
    const share = parseHomeShare(entry, `parameters["${FIELD}"]`);
    if (!share.ok) return share;
    if (shares.some((known) => sameShare(known, share.value)))
      return invalidParameter(FIELD, parameters[FIELD], `${entry} is listed twice; name each share once`);
    shares.push(share.value);
  }
  return ok(shares);
}

export function parseHomeShare(text: string, field: string): Result<HomeShare, GeneralProblem> {
  const source = parseNfsSource(text, field);
  if (!source.ok) return source;
  const { server, path } = source.value;
  const folder = path.startsWith(EXPORTS) ? path.slice(EXPORTS.length) : '';
  if (folder !== '' && !folder.includes('/')) return ok({ vip: server, folder });
  const remedy = 'name the folder itself, as <VIP>:/sdsfs/<folder>/';
  return failed({ kind: 'invalid-request', field, value: text, remedy });
}

/** As a class writes it. */
export const formatHomeShare = ({ vip, folder }: HomeShare): string =>
  `${formatNfsSource({ server: vip, path: EXPORTS + folder })}/`;

/** Where a quota tree is mounted from; the array derives it so and never tells (contract: `<VIP>:/sdsfs/<folder>/<tree>`). */
export const sourceOfTree = ({ vip, folder }: HomeShare, tree: string): NfsSource => ({
  server: vip,
  path: `${EXPORTS}${folder}/${tree}`,
});

const sameShare = (one: HomeShare, other: HomeShare): boolean =>
  one.folder === other.folder && sameAddress(one.vip, other.vip);
