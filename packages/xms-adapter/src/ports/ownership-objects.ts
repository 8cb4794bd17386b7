import { createHash } from 'node:crypto';
import type { EpochClaim, ProtectionRecord } from '@twinsite/domain';

/** Names of the objects that carry ownership records. The array refuses a second one of a name, or of its client's code. */
export const epochName = ({ group, epoch }: Pick<EpochClaim, 'group' | 'epoch'>): string =>
  `twinsite-epoch-${encodeURIComponent(group)}-${epoch}`;

export const protectionName = (volume: ProtectionRecord['volume']): string =>
  `twinsite-protected-${encodeURIComponent(volume)}`;

/** An initiator name that no host has: of the record's name, since a code stands in one client group only. */
export const codeOf = (name: string): string =>
  `iqn.2024-01.com.xsky.twinsite:record-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
