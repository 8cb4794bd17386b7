import type { Portal } from '../attachment/portal.js';

export interface PortalFailure {
  readonly portal: Portal;
  readonly reason: string;
}

export type NodeProblem =
  | {
      readonly kind: 'too-few-paths';
      readonly have: number;
      readonly need: number;
      readonly failures: readonly PortalFailure[];
    }
  | { readonly kind: 'site-without-path'; readonly site: string; readonly failures: readonly PortalFailure[] }
  /** A device does not carry the identity or size the array promised. Nothing was written. */
  | {
      readonly kind: 'wrong-device';
      readonly device: string;
      readonly expected: string;
      readonly found: string;
    }
  /** Another volume of this node, at another LUN, shows the same identity. Nothing was scanned or written. */
  | {
      readonly kind: 'identity-in-use';
      readonly volume: string;
      readonly naa: string;
      readonly device: string;
      readonly lun: number;
    }
  | { readonly kind: 'map-not-ready'; readonly wwid: string; readonly detail: string }
  /** The disk holds something that is not ours to format. */
  | { readonly kind: 'disk-not-blank'; readonly device: string; readonly found: string }
  | {
      readonly kind: 'filesystem-differs';
      readonly device: string;
      readonly wanted: string;
      readonly found: string;
    }
  /** It needs a journal replay, which a read-only attachment cannot do. */
  | { readonly kind: 'filesystem-dirty'; readonly device: string; readonly found: string }
  /** A blank disk that another node is to format first. */
  | { readonly kind: 'format-elsewhere'; readonly device: string }
  /** A single writer (ReadWriteOncePod) has the volume at another path of this node. */
  | { readonly kind: 'already-published'; readonly volume: string; readonly path: string }
  | { readonly kind: 'device-busy'; readonly device: string; readonly holders: readonly string[] }
  | { readonly kind: 'path-busy'; readonly path: string; readonly holders: readonly string[] }
  | {
      readonly kind: 'mounted-differently';
      readonly path: string;
      readonly wanted: string;
      readonly found: string;
    }
  | { readonly kind: 'not-staged'; readonly volume: string; readonly stagingPath: string }
  | { readonly kind: 'path-missing'; readonly path: string }
  | { readonly kind: 'tool-missing'; readonly tool: string; readonly package: string }
  | {
      readonly kind: 'tool-failed';
      readonly tool: string;
      readonly exitCode: number;
      readonly detail: string;
    }
  /** The child process did not end in time; `stuck` when it did not even die of SIGKILL. */
  | { readonly kind: 'tool-hung'; readonly tool: string; readonly afterMs: number; readonly stuck: boolean }
  | { readonly kind: 'host-io'; readonly operation: string; readonly path: string; readonly code: string }
  | { readonly kind: 'journal-unreadable'; readonly path: string; readonly detail: string };
