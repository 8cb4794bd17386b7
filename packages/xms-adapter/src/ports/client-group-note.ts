import { formatNodeId, parseInitiatorIqn, parseNodeId, type NodeIdentity } from '@twinsite/domain';

const PREFIX = 'twinsite node ';

/** The description of a node's client group: it carries the node id verbatim, so that lists of attachments can. */
export function describeNode(node: NodeIdentity): string {
  const nodeId = formatNodeId(node);
  return `${PREFIX}${nodeId.ok ? nodeId.value : node.name}`;
}

/**
 * The node id a client group stands for; undefined for a group that is not ours. Groups of earlier releases carry
 * the name alone, of which the first version of the id is made.
 */
export function nodeIdOf(group: {
  readonly description: string;
  readonly codes: readonly string[];
}): string | undefined {
  if (!group.description.startsWith(PREFIX)) return undefined;
  const said = group.description.slice(PREFIX.length);
  if (parseNodeId(said).ok) return said;
  const [code, ...others] = group.codes;
  const iqn = parseInitiatorIqn(code ?? '');
  if (iqn === undefined || others.length > 0) return undefined;
  const nodeId = formatNodeId({ name: said, iqn });
  return nodeId.ok ? nodeId.value : undefined;
}
