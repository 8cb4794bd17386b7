/** Talk for a person goes to stderr; stdout carries results only. */
export type Progress = (line: string) => void;

export const sayOnStderr: Progress = (line) => {
  process.stderr.write(`${line}\n`);
};

/** Runs a long step; says what is going on when it starts and how long it took when it ends. */
export async function timed<T>(say: Progress, what: string, step: () => Promise<T>): Promise<T> {
  const start = Date.now();
  say(`${what} ...`);
  const result = await step();
  say(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return result;
}
