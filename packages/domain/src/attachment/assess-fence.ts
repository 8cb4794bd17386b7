import type { FencePolicy } from '../array/storage-array.js';
import type { GatewayWord } from './lun-access.port.js';

/** What stands after a mapping, or the permission to write, is gone by read-back. */
export interface FenceFacts {
  readonly policy: FencePolicy;
  readonly gateways: readonly GatewayWord[];
  /** Monitor quorum as the array reports it: without it, a host that "has left" may still serve. */
  readonly quorumHeld: boolean;
  readonly elapsedMs: number;
}

export type FenceVerdict =
  | { readonly kind: 'fenced'; readonly evidence: string }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'unproven'; readonly evidence: string };

/**
 * Whether no old command of the node can still execute. A mapping or ACL that is gone alone proves nothing: commands in flight
 * land later (design section 6). A silent gateway proves nothing either, unless its host has left while the monitor
 * majority holds; then the wait must still pass.
 */
export function assessFence({ policy, gateways, quorumHeld, elapsedMs }: FenceFacts): FenceVerdict {
  const silent = gateways.filter((gateway) => !gateway.answers);
  const unexplained = silent.filter((gateway) => !gateway.hostGone || !quorumHeld);
  if (unexplained.length > 0) {
    const names = unexplained.map((gateway) => gateway.gateway).join(', ');
    const why = quorumHeld ? 'its host has not left the cluster' : 'the monitors have no majority';
    return { kind: 'unproven', evidence: `gateway ${names} does not answer and ${why}` };
  }
  if (silent.length === 0 && policy.removalDrains) {
    return {
      kind: 'fenced',
      evidence: 'access gone by read-back; the array settles a removal after the last command',
    };
  }
  if (silent.length === 0 && gateways.length > 0 && gateways.every((gateway) => gateway.session === 'none')) {
    return { kind: 'fenced', evidence: 'access gone by read-back; no session at any gateway' };
  }
  if (elapsedMs < policy.waitMs) return { kind: 'wait', ms: policy.waitMs - elapsedMs };
  return { kind: 'fenced', evidence: `access gone by read-back; ${policy.waitMs} ms have passed since` };
}
