/** How long each step of a map's life may take. Unit: milliseconds. */
export interface MultipathTimes {
  /** Until the map is usable. */
  readonly assembleMs: number;
  /** multipathd sees new disks by itself; after this it is told about those still missing. */
  readonly tellAfterMs: readonly number[];
  /** After this one usable path is enough. */
  readonly allPathsMs: number;
  readonly flushMs: number;
  /** Until a map has the size of its paths, and between attempts. */
  readonly resizeMs: number;
  readonly resizeRetryMs: number;
  /** Between attempts to remove a map that udev still reads. */
  readonly removeRetryMs: number;
  readonly removeAttempts: number;
}

export const DEFAULT_MULTIPATH_TIMES: MultipathTimes = {
  assembleMs: 20_000,
  tellAfterMs: [1000, 5000],
  allPathsMs: 8000,
  flushMs: 30_000,
  resizeMs: 15_000,
  resizeRetryMs: 1000,
  removeRetryMs: 1000,
  removeAttempts: 5,
};
