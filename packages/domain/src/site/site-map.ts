import { failed, ok, type Result } from '../shared/result.js';
import type { InvalidRequest } from '../shared/problem.js';

export type SiteId = 'a' | 'b' | 'arbiter';

export const SITE_IDS: readonly SiteId[] = ['a', 'b', 'arbiter'];

/**
 * Where hosts, gateways and nodes stand. XMS 4.2 does not tell, so the operator does; driver and drctl read the same
 * schema: `{ "a": ["host", …], "b": […], "arbiter": […] }`.
 */
export interface SiteMap {
  siteOf(host: string): SiteId | undefined;
  readonly hosts: ReadonlyMap<string, SiteId>;
}

export function parseSiteMap(input: unknown, field: string): Result<SiteMap, InvalidRequest> {
  const hosts = new Map<string, SiteId>();
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return invalid(
      field,
      JSON.stringify(input),
      'give an object with the keys a, b and arbiter, each a list of host names',
    );
  }
  for (const [site, names] of Object.entries(input)) {
    const problem = addSite(hosts, { field, site, names });
    if (problem) return problem;
  }
  return ok(siteMapOf(hosts));
}

export function siteMapOf(hosts: ReadonlyMap<string, SiteId>): SiteMap {
  return { hosts, siteOf: (host) => hosts.get(host) };
}

function addSite(
  hosts: Map<string, SiteId>,
  entry: { readonly field: string; readonly site: string; readonly names: unknown },
): Result<never, InvalidRequest> | undefined {
  const { field, site, names } = entry;
  const id = SITE_IDS.find((candidate) => candidate === site);
  if (id === undefined) return invalid(field, site, 'the sites are a, b and arbiter');
  if (!Array.isArray(names))
    return invalid(`${field}.${site}`, JSON.stringify(names), 'give a list of host names');
  for (const name of names as unknown[]) {
    if (typeof name !== 'string' || name === '') {
      return invalid(`${field}.${site}`, JSON.stringify(name), 'host names are non-empty strings');
    }
    const other = hosts.get(name);
    if (other !== undefined && other !== id) {
      return invalid(
        `${field}.${site}`,
        name,
        `the host is also listed at site ${other}; a host stands at one site`,
      );
    }
    hosts.set(name, id);
  }
  return undefined;
}

function invalid(field: string, value: string | undefined, remedy: string): Result<never, InvalidRequest> {
  return failed({ kind: 'invalid-request', field, ...(value === undefined ? {} : { value }), remedy });
}
