import type { TargetPortal } from '../../attachment/attachment.js';

/** What one AccessPath says of the portals of one attachment. */
export interface PortalView {
  readonly wanted: readonly TargetPortal[];
  /** Leaving, or gone from a list that is complete. What is merely not known stays. */
  readonly isGivenUp: (portal: TargetPortal) => boolean;
}
