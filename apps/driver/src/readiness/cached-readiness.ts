import type { Readiness } from '@twinsite/domain';

/** Unit: ms. Probe must answer within 2 s whatever the host does. */
const FRESH_MS = 10_000;
const WAIT_MS = 1500;
const CHECK_MS = 8000;

interface Known {
  readonly readiness: Readiness;
  readonly at: number;
}

/**
 * Answers from the last check and never waits long for the next one. A check that does not end makes the driver unready,
 * not dead.
 */
export function cachedReadiness(
  check: (signal: AbortSignal) => Promise<Readiness>,
): () => Promise<Readiness> {
  let known: Known | undefined;
  let running: Promise<Readiness> | undefined;
  const start = async (): Promise<Readiness> => {
    const readiness = await check(AbortSignal.timeout(CHECK_MS));
    known = { readiness, at: performance.now() };
    return readiness;
  };
  return async () => {
    if (known !== undefined && performance.now() - known.at < FRESH_MS) return known.readiness;
    running ??= start().finally(() => {
      running = undefined;
    });
    return within(running, { ready: false, why: 'the last check of this node has not ended' });
  };
}

async function within(check: Promise<Readiness>, otherwise: Readiness): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), WAIT_MS);
  });
  const answer = await Promise.race([check, late]);
  clearTimeout(timer);
  return answer;
}
