import type { AttachmentProblem } from '../attachment/attachment-problems.js';
import type { GeneralProblem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { SITE_IDS, type SiteId } from '../site/site-map.js';

/** A node as the NFS controller meets it: no other source is needed to let it in or to fence it. */
export interface FileNode {
  /** Kubernetes node name. */
  readonly name: string;
  /** Addresses its NFS traffic may come from. Never empty. */
  readonly addresses: readonly string[];
  readonly site?: SiteId;
}

const MAX_BYTES = 256;
const ADDRESS = /^[0-9a-f.:]+$/;

/** `nfs1;<node name>;<address>[,<address>…];<site or nothing>` (CSI NodeGetInfo.node_id, at most 256 bytes). */
export function formatFileNodeId({ name, addresses, site }: FileNode): Result<string, GeneralProblem> {
  const text = ['nfs1', name, addresses.join(','), site ?? ''].join(';');
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name))
    return invalid('node name', name, 'use the Kubernetes node name (a DNS subdomain)');
  const odd = addresses.length === 0 ? '' : addresses.find((address) => !ADDRESS.test(address));
  if (odd !== undefined)
    return invalid(
      'node address',
      odd,
      'give the IP addresses that the array sees NFS traffic of this node from',
    );
  if (text.length > MAX_BYTES)
    return invalid(
      'node_id',
      text,
      `name and addresses have at most ${MAX_BYTES} bytes; list fewer addresses`,
    );
  return ok(text);
}

export function parseFileNodeId(text: string): Result<FileNode, AttachmentProblem> {
  const [version, name = '', list = '', siteText = '', ...rest] = text.split(';');
  const addresses = list.split(',');
  const site = SITE_IDS.find((id) => id === siteText);
  const isKnown = version === 'nfs1' && rest.length === 0 && (siteText === '' || site !== undefined);
  if (isKnown && name !== '' && addresses.every((address) => ADDRESS.test(address)))
    return ok({ name, addresses, ...(site === undefined ? {} : { site }) });
  const detail = 'not an id given by NodeGetInfo of this driver (expected nfs1;<node>;<addresses>;<site>)';
  return failed({ kind: 'node-missing', nodeId: text, detail });
}

const invalid = (field: string, value: string, remedy: string): Result<never, GeneralProblem> =>
  failed({ kind: 'invalid-request', field, value, remedy });
