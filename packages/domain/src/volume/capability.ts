/** How a workload wants to use a volume (CSI VolumeCapability). */
export interface VolumeCapability {
  readonly use: VolumeUse;
  readonly mode: AccessMode;
}

export type VolumeUse =
  | { readonly kind: 'block' }
  /** `fsType` as given; empty when the request leaves it to the driver. */
  | { readonly kind: 'filesystem'; readonly fsType: string; readonly mountFlags: readonly string[] };

export type AccessMode =
  | 'single-node-writer'
  | 'single-node-reader'
  | 'single-node-single-writer'
  | 'single-node-multi-writer'
  | 'multi-node-reader'
  | 'multi-node-single-writer'
  | 'multi-node-multi-writer';
