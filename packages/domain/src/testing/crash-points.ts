/** Thrown where a test kills the process. It is not a problem value, so no use case can handle it by mistake. */
export class Crash extends Error {
  constructor(where: string) {
    super(`killed ${where}`);
    this.name = 'Crash';
  }
}

export interface CrashCounter {
  /** Calls made so far over all wrapped ports. */
  calls: number;
}

/**
 * The same ports, except that the process dies at the n-th call (counted from 1): `before` it has any effect, or
 * `after` its whole effect but before the caller sees the answer. What was going on beside it dies at its next call.
 */
export function crashAt<Ports extends object>(
  ports: Ports,
  point: { readonly call: number; readonly when: 'before' | 'after' },
  counter: CrashCounter = { calls: 0 },
): Ports {
  const wrapPort = (port: object, name: string): object =>
    new Proxy(port, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]): Promise<unknown> => {
          counter.calls += 1;
          const where = `${point.when} call ${point.call} (${name}.${String(key)})`;
          const dies = counter.calls === point.call;
          const isDead = counter.calls > point.call;
          if (isDead || (dies && point.when === 'before')) throw new Crash(where);
          const answer: unknown = await Reflect.apply(member, target, args);
          if (dies) throw new Crash(where);
          return answer;
        };
      },
    });
  const wrapped = Object.entries(ports).map(([name, port]): [string, unknown] => [
    name,
    isPort(port) ? wrapPort(port, name) : port,
  ]);
  return Object.fromEntries(wrapped) as Ports;
}

/** Plain settings (numbers and so on) are handed through; anything with methods is a port. */
function isPort(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return (
    Object.getPrototypeOf(value) !== Object.prototype ||
    Object.values(value).some((member) => typeof member === 'function')
  );
}
