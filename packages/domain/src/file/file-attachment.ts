import type { FileAccess } from './file-access.js';
import type { NfsSource } from './nfs-source.js';

/** What the controller tells the node about one published file volume (CSI publish_context). */
export interface FileAttachment {
  /** By the VIP that its gateway group has now. */
  readonly source: NfsSource;
  readonly readOnly: boolean;
  readonly access: FileAccess['kind'];
}
