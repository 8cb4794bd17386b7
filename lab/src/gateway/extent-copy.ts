import type { Run } from './extent-allocator.js';

/** A piece that lies in one run on both sides. Units are extents. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How the extents of `from` go to `to`, in order, as far as both reach. */
export function piecesOf(from: readonly Run[], to: readonly Run[]): Piece[] {
  const pieces: Piece[] = [];
  let [source, target] = [0, 0];
  let [sourceDone, targetDone] = [0, 0];
  for (let one = from[source], other = to[target]; one && other; one = from[source], other = to[target]) {
    const count = Math.min(one.count - sourceDone, other.count - targetDone);
    pieces.push({ from: one.start + sourceDone, to: other.start + targetDone, count });
    sourceDone += count;
    targetDone += count;
    if (sourceDone === one.count) [source, sourceDone] = [source + 1, 0];
    if (targetDone === other.count) [target, targetDone] = [target + 1, 0];
  }
  return pieces;
}
