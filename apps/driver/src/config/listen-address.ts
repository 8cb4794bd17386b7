import type { ConfigProblems } from '@twinsite/domain';
import type { Given } from './command-line.js';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, `[ipv6]:port` or `:port` for every address of the host; port 0 lets the system choose. */
export function readListenAddress(
  given: Given | undefined,
  problems: ConfigProblems,
): ListenAddress | undefined {
  if (given === undefined) return undefined;
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]*)):(\d{1,5})$/.exec(given.value);
  const port = Number(match?.[3]);
  if (match !== null && port <= 65_535) return { host: match[1] ?? match[2] ?? '', port };
  problems.add(given.where, given.value, 'give host:port, e.g. 127.0.0.1:9808, or :9808');
  return undefined;
}
