import type { Holder } from './lun-access.port.js';
import type { NodeIdentity } from './node-id.js';
import { isNode, othersOf } from './plan-attachment.js';

/** What one node knows when it has a volume that several nodes read and nobody may have formatted yet. */
export interface FormatterFacts {
  readonly node: NodeIdentity;
  /** Read after this node's mapping was there. */
  readonly holders: readonly Holder[];
  /** Name of the node in the note, read with them; undefined when none ever was the first. */
  readonly named: string | undefined;
  /** Whether this call made the mapping; then a note with this node's name is from an earlier one. */
  readonly isNew: boolean;
}

export type FormatterPlan =
  | { readonly kind: 'permitted' | 'denied' }
  /** Nobody else is there, so that this node is the first: note it. */
  | { readonly kind: 'claim' }
  /** Several came at once and none is the first; this one keeps its place, and will find itself alone. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'step-back' };

/**
 * Which of several nodes may make the file system of a blank volume: the one that was mapped and then saw nobody else.
 * There is never a second one, since whoever is mapped later sees it. The note only remembers the answer, so a note
 * that is lost or overwritten permits nothing (docs/adr/0013).
 */
export function planFormatter({ node, holders, named, isNew }: FormatterFacts): FormatterPlan {
  const others = othersOf(holders, node);
  if (named === node.name && !isNew) return { kind: 'permitted' };
  if (others.length === 0) return { kind: 'claim' };
  if (named !== undefined) return { kind: 'denied' };
  const isLowest = others.every(({ client }) => node.name < client);
  return { kind: isLowest || !isNew ? 'wait' : 'step-back' };
}

/** The note came through, and the node still has the volume that it was the first to have. */
export const isClaimKept = ({ node, holders, named }: Omit<FormatterFacts, 'isNew'>): boolean =>
  named === node.name && holders.some((holder) => isNode(holder, node));
