import { setMaxListeners } from 'node:events';

/**
 * Fires with any of `signals`, or as a deadline after `ms`. Not AbortSignal.any over AbortSignal.timeout: Node.js 20 may collect
 * such a signal while somebody listens, and then it never fires. Many calls listen at once, which is no leak.
 */
export function limitedSignal(signals: readonly AbortSignal[], ms: number): AbortSignal {
  const controller = new AbortController();
  const own = controller.signal;
  setMaxListeners(0, own);
  const timer = setTimeout(() => controller.abort(new DOMException('the time is over', 'TimeoutError')), ms);
  own.addEventListener('abort', () => clearTimeout(timer), { once: true });
  for (const signal of signals) {
    const stop = (): void => controller.abort(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true, signal: own });
  }
  return own;
}
