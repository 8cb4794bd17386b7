import { VolumeCapability_AccessMode_Mode as Mode } from '../generated/csi_pb.js';

/** What a PersistentVolumeClaim and its pod say of how a volume is used. Everything left out: ReadWriteOnce, ext4. */
export interface Claim {
  readonly mode?: keyof typeof Mode;
  /** volumeMode: Block. */
  readonly raw?: boolean;
  readonly fsType?: string;
  readonly mountFlags?: readonly string[];
}

/** The capability the sidecars and the kubelet would send for it. */
export function capabilityOf({ mode = 'SINGLE_NODE_WRITER', raw, fsType, mountFlags }: Claim) {
  const accessMode = { mode: Mode[mode] };
  if (raw === true) return { accessType: { case: 'block' as const, value: {} }, accessMode };
  const value = { fsType: fsType ?? 'ext4', mountFlags: [...(mountFlags ?? ['_netdev'])] };
  return { accessType: { case: 'mount' as const, value }, accessMode };
}

/** A provisioned volume as its PersistentVolume keeps it. */
export interface Volume {
  readonly id: string;
  readonly context: Readonly<Record<string, string>>;
  readonly claim?: Claim;
}

export const capabilityOfVolume = ({ claim = {} }: Volume) => capabilityOf(claim);

export type PublishContext = Readonly<Record<string, string>>;
