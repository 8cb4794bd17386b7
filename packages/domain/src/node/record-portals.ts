import type { Attachment, TargetPortal } from '../attachment/attachment.js';
import type { NodeRecord } from './node-journal.port.js';
import { samePlace } from './reconcile/known-targets.js';

type Portals = readonly TargetPortal[];

const without = (portals: Portals, others: Portals): Portals =>
  portals.filter((portal) => !others.some((other) => samePlace(other, portal)));

/** The record with other portals; what the publish context named stays known. */
export const withPortals = (
  record: NodeRecord,
  { portals, leaving }: { readonly portals: Portals; readonly leaving: Portals },
): NodeRecord => ({
  ...record,
  attachment: { ...record.attachment, portals },
  contextPortals: record.contextPortals ?? record.attachment.portals,
  leaving: without(leaving, portals),
});

/** The attachment with every portal that something of the volume may still hang on. */
export const whollyAttached = ({
  attachment,
  leaving = [],
}: Pick<NodeRecord, 'attachment' | 'leaving'>): Attachment => ({
  ...attachment,
  portals: [...attachment.portals, ...without(leaving, attachment.portals)],
});

/**
 * What to stage with. The kubelet hands in the publish context of the attach at every stage, also when each gateway in it
 * has been replaced since and the node has rebooted: then the portals that the journal has learnt meanwhile are used too.
 */
export function recall(
  attachment: Attachment,
  known: NodeRecord | undefined,
): Pick<NodeRecord, 'attachment' | 'leaving' | 'contextPortals'> {
  if (known?.contextPortals === undefined || known.attachment.naa !== attachment.naa) return { attachment };
  const { contextPortals, leaving = [] } = known;
  const given = attachment.portals;
  const isSame = without(contextPortals, given).length + without(given, contextPortals).length === 0;
  const learnt = isSame ? known.attachment.portals : [];
  const portals = [...learnt, ...without(given, learnt)];
  return {
    attachment: { ...attachment, portals },
    leaving: without(leaving, portals),
    ...(isSame && { contextPortals }),
  };
}
