/** Aborted by the first SIGINT or SIGTERM; further ones change nothing, because taking down is bounded anyway. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => controller.abort(new Stopped(name)));
  return controller.signal;
}

export class Stopped extends Error {
  readonly signalName: 'SIGINT' | 'SIGTERM';

  constructor(signalName: 'SIGINT' | 'SIGTERM') {
    super(`stopped by ${signalName}`);
    this.name = 'Stopped';
    this.signalName = signalName;
  }
}
