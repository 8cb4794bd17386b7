/** What the driver of a node does with a volume; false: not now, ask again. */
export interface NodeVolumes {
  /** Attached, staged and published: a pod may write. */
  attach(handle: string): Promise<boolean>;
  /** Nothing of it is left on the node, and the array does not let it in. */
  detach(handle: string): Promise<boolean>;
}
