/** What a second cluster needs to find the same volume (docs/adr/0022). No secret is in it. */
export interface VolumeRecord {
  /** Name of the PersistentVolume. */
  readonly pv: string;
  /** The cluster that wrote it. */
  readonly clusterId: string;
  readonly volumeHandle: string;
  /** Name and id on the array. */
  readonly volumeName: string;
  readonly volumeId: string;
  /** Serial number as the array tells it, and the SCSI identity made of it. */
  readonly sn: string;
  readonly naa: string | undefined;
  readonly pool: string;
  /** Name of the array in the driver that wrote it, and the managers it was reached by, in order. */
  readonly array: string;
  readonly managers: readonly string[];
  /** The array's name of the access path: of the volume's context, else the one it was last seen mapped through. */
  readonly accessPath: string | undefined;
}
