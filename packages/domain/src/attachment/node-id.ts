import { failed, ok, type Result } from '../shared/result.js';
import type { GeneralProblem } from '../shared/problem.js';
import type { AttachmentProblem } from './attachment-problems.js';
import { parseInitiatorIqn, type InitiatorIqn } from './initiator-iqn.js';

/** A node as the controller meets it: no other source is needed to attach to it or to fence it. */
export interface NodeIdentity {
  /** Kubernetes node name. */
  readonly name: string;
  readonly iqn: InitiatorIqn;
}

const VERSION = '1';
const MAX_BYTES = 256;

/** `1;<node name>;<initiator IQN>` (CSI NodeGetInfo.node_id, at most 256 bytes). */
export function formatNodeId(node: NodeIdentity): Result<string, GeneralProblem> {
  const text = [VERSION, node.name, node.iqn].join(';');
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(node.name)) {
    return failed({
      kind: 'invalid-request',
      field: 'node name',
      value: node.name,
      remedy: 'use the Kubernetes node name (a DNS subdomain)',
    });
  }
  if (text.length > MAX_BYTES) {
    return failed({
      kind: 'invalid-request',
      field: 'node_id',
      value: text,
      remedy: `node name and initiator name together have at most ${MAX_BYTES} bytes; shorten InitiatorName in /etc/iscsi/initiatorname.iscsi`,
    });
  }
  return ok(text);
}

/** A node id this driver did not make means a node it does not know. */
export function parseNodeId(text: string): Result<NodeIdentity, AttachmentProblem> {
  const [version, name, iqnText, ...rest] = text.split(';');
  const iqn = parseInitiatorIqn(iqnText ?? '');
  if (version !== VERSION || name === undefined || name === '' || iqn === undefined || rest.length > 0) {
    return failed({
      kind: 'node-missing',
      nodeId: text,
      detail: 'not an id given by NodeGetInfo of this driver (expected 1;<node>;<iqn>)',
    });
  }
  return ok({ name, iqn });
}
