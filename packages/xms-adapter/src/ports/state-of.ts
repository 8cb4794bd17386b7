import type { VolumeState } from '@twinsite/domain';
import { settledWithAction } from '../wire/settled.js';

/** Where a volume or a snapshot stands, by its two status words. */
export function stateOf(wire: { readonly status: string; readonly actionStatus: string }): VolumeState {
  switch (settledWithAction(wire.status, wire.actionStatus)) {
    case 'done':
      return { kind: 'ready' };
    case 'failed':
      return { kind: 'failed', status: wire.status };
    case 'in-progress':
      return { kind: 'settling', status: wire.status === 'active' ? wire.actionStatus : wire.status };
  }
}
