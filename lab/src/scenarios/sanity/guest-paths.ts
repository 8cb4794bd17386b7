import type { PathKeeper, PathKind } from '@twinsite/sanity';
import type { GuestAgent } from '../../guest/guest-agent.js';

const DEADLINE_MS = 8_000;

/** csi-sanity's target and staging paths inside a node. */
export function guestPaths(agent: GuestAgent, signal: AbortSignal): PathKeeper {
  const must = (script: string): Promise<string> => agent.must(script, { deadlineMs: DEADLINE_MS, signal });
  return {
    create: async (path) => {
      // Builtins where there are some: a process costs tens of milliseconds in User-Mode Linux.
      await must(`p=${quoted(path)}; [ -d "\${p%/*}" ] || mkdir -p "\${p%/*}"; mkdir "$p"`);
    },
    remove: async (path) => {
      await must(`rmdir ${quoted(path)}`);
    },
    kindOf: async (path) => {
      const kind = `p=${quoted(path)}
if [ -d "$p" ]; then echo directory; elif [ -f "$p" ]; then echo file
elif [ -e "$p" ] || [ -L "$p" ]; then echo other; else echo not_found; fi`;
      return (await must(kind)).trim() as PathKind;
    },
  };
}

const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;
