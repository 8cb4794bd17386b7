const LOOK_EVERY_MS = 20;

/** Resolves as soon as `holds`; rejects with what was waited for when it has not come in time. */
export async function until(what: string, holds: () => boolean, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
