import type { GatewayWord } from '../attachment/lun-access.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import type { FileArray } from './file-array.js';
import type { FileNode } from './file-node-id.js';
import type { GatewayGroup } from './gateway-group.js';

/** Whose connections are asked for, and where. */
export interface Witnesses {
  readonly nodes: readonly FileNode[];
  readonly gatewayGroups: readonly GatewayGroup[];
}

export async function hearGateways(
  { files }: FileArray,
  { nodes, gatewayGroups }: Witnesses,
  signal: CancelSignal,
): Promise<Result<readonly GatewayWord[], Problem>> {
  const words: GatewayWord[] = [];
  for (const gatewayGroup of gatewayGroups) {
    for (const node of nodes) {
      const heard = await files.clients.connections({ node, gatewayGroup }, signal);
      if (!heard.ok) return heard;
      words.push(...heard.value);
    }
  }
  return ok(words);
}

const WORSE: Readonly<Record<GatewayWord['session'], number>> = { none: 0, unknown: 1, 'logged-in': 2 };

/**
 * The worse of what was heard before and after: a connection that came or went in between may have carried a write, and a
 * gateway that was not heard both times has not answered.
 */
export function worstOf(
  before: readonly GatewayWord[],
  after: readonly GatewayWord[],
): readonly GatewayWord[] {
  const names = new Set([...before, ...after].map(({ gateway }) => gateway));
  return [...names].map((gateway) => {
    const words = [before, after].map((list) => list.filter((word) => word.gateway === gateway));
    const sessions = words.flat().map(({ session }) => session);
    return {
      gateway,
      session: sessions.reduce((worst, session) => (WORSE[session] > WORSE[worst] ? session : worst)),
      answers: words.every((heard) => heard.length > 0 && heard.every(({ answers }) => answers)),
      hostGone: words.at(-1)?.some(({ hostGone }) => hostGone) === true,
    };
  });
}
