import type fc from 'fast-check';

/** Every call of every port waits for its turn, so that the controllers interleave at each step. */
export function inTurns<Ports extends object>(ports: Ports, scheduler: fc.Scheduler, who: string): Ports {
  const wrap = (port: object): object =>
    new Proxy(port, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]): Promise<unknown> => {
          await scheduler.schedule(Promise.resolve(), `${who} ${String(key)}`);
          return Reflect.apply(member, target, args) as unknown;
        };
      },
    });
  const entries = Object.entries(ports).map(([name, port]: [string, unknown]): [string, unknown] => [
    name,
    typeof port === 'object' && port !== null && name !== 'fence' ? wrap(port) : port,
  ]);
  return Object.fromEntries(entries) as Ports;
}
