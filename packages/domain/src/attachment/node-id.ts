import { failed, ok, type Result } from '../shared/result.js';
import type { GeneralProblem } from '../shared/problem.js';
import { SITE_IDS, type SiteId } from '../site/site-map.js';
import type { AttachmentProblem } from './attachment-problems.js';
import { parseInitiatorIqn, type InitiatorIqn } from './initiator-iqn.js';

/** A node as the controller meets it: no other source is needed to attach to it or to fence it. */
export interface NodeIdentity {
  /** Kubernetes node name. */
  readonly name: string;
  readonly iqn: InitiatorIqn;
  /** Where it stands, when its configuration says so. */
  readonly site?: SiteId;
}

const MAX_BYTES = 256;

/**
 * `1;<node name>;<initiator IQN>`, or `2;<node name>;<initiator IQN>;<site>` when the site is known (CSI
 * NodeGetInfo.node_id, at most 256 bytes).
 */
export function formatNodeId(node: NodeIdentity): Result<string, GeneralProblem> {
  const { name, iqn, site } = node;
  const text = (site === undefined ? ['1', name, iqn] : ['2', name, iqn, site]).join(';');
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)) {
    return failed({
      kind: 'invalid-request',
      field: 'node name',
      value: name,
      remedy: 'use the Kubernetes node name (a DNS subdomain)',
    });
  }
  if (text.length > MAX_BYTES) {
    return failed({
      kind: 'invalid-request',
      field: 'node_id',
      value: text,
      remedy: `node name, initiator name and site together have at most ${MAX_BYTES} bytes; shorten InitiatorName in /etc/iscsi/initiatorname.iscsi`,
    });
  }
  return ok(text);
}

/** A node id this driver did not make means a node it does not know. */
export function parseNodeId(text: string): Result<NodeIdentity, AttachmentProblem> {
  const [version, name = '', iqnText = '', ...rest] = text.split(';');
  const iqn = parseInitiatorIqn(iqnText);
  const site = SITE_IDS.find((id) => id === rest[0]);
  if (name !== '' && iqn !== undefined) {
    if (version === '1' && rest.length === 0) return ok({ name, iqn });
    if (version === '2' && rest.length === 1 && site !== undefined) return ok({ name, iqn, site });
  }
  return failed({
    kind: 'node-missing',
    nodeId: text,
    detail:
      'not an id given by NodeGetInfo of this driver (expected 1;<node>;<iqn> or 2;<node>;<iqn>;<site>)',
  });
}
