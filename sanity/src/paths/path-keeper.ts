/** The words csi-sanity knows for what is at a path. */
export type PathKind = 'file' | 'directory' | 'other' | 'not_found';

/** The file system that csi-sanity's target and staging paths live on; a refusal rejects with a message for people. */
export interface PathKeeper {
  /** A directory that must not exist yet; its parents may. */
  create(path: string): Promise<void>;
  /** A directory that must be empty. */
  remove(path: string): Promise<void>;
  kindOf(path: string): Promise<PathKind>;
}
