import type { Stage } from './stage.js';

/** What a story measured; `lost` and `doubleWrites` count into the RESULT line. */
export interface Figures {
  readonly lost?: number;
  readonly doubleWrites?: number;
  readonly [figure: string]: unknown;
}

/** Something that happens to one cluster that runs already. It leaves the floor as clean as it found it. */
export interface Story {
  readonly name: string;
  /** A line for a person. */
  readonly summary: string;
  /** `by-default` also with `--all`; `by-name` only when asked for: others tell the same among more. */
  readonly told: 'by-default' | 'with-all' | 'by-name';
  tell(stage: Stage): Promise<Figures>;
}
