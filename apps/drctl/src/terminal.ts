/** Where a command writes: stdout is data, stderr is talk. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Replaces the line at the end of the talk; the next text begins a new one. */
  redraw(line: string): void;
  /** Somebody reads along at a terminal. */
  readonly isInteractive: boolean;
  /** Puts a question and answers the line that was typed; undefined where nobody can answer. */
  ask(question: string): Promise<string | undefined>;
}
