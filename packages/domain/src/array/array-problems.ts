export type ArrayProblem =
  /** No manager answered. What the array holds is not known. */
  | {
      readonly kind: 'array-unreachable';
      readonly array: string;
      readonly tried: readonly { readonly manager: string; readonly reason: string }[];
    }
  /** The credentials were refused; `retryAt` (epoch ms) is when the next login will be tried. */
  | {
      readonly kind: 'array-denied';
      readonly array: string;
      readonly detail: string;
      readonly retryAt?: number;
    }
  /** The array answered with an error; nothing was changed. */
  | {
      readonly kind: 'array-refused';
      readonly array: string;
      readonly operation: string;
      readonly status: number;
      readonly detail: string;
    }
  /** A change was sent and no answer came: it may or may not have happened. */
  | {
      readonly kind: 'outcome-unknown';
      readonly array: string;
      readonly operation: string;
      readonly detail: string;
    }
  /** The reply does not have the promised shape. */
  | {
      readonly kind: 'array-reply-malformed';
      readonly array: string;
      readonly operation: string;
      readonly detail: string;
    }
  /** An object of the array stayed in progress past the deadline. */
  | {
      readonly kind: 'array-unsettled';
      readonly array: string;
      readonly object: string;
      readonly status: string;
      readonly waitedMs: number;
    }
  /** The array is listed and its credentials cannot be had. What it holds is not known. */
  | { readonly kind: 'credentials-missing'; readonly array: string; readonly detail: string }
  /** By its PersistentVolume the volume is on an array that is listed no more: whether it still exists is not known. */
  | { readonly kind: 'array-dropped'; readonly volume: string; readonly array: string }
  /** A request names managers that, by their own word, are of several arrays; `array` is undefined for one that has not said. */
  | {
      readonly kind: 'managers-of-several-arrays';
      readonly managers: readonly { readonly manager: string; readonly array: string | undefined }[];
    }
  | {
      readonly kind: 'array-not-listed';
      readonly managers: readonly string[];
      readonly listed: readonly string[];
    };
