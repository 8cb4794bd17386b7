import type { EpochRecord } from '@twinsite/domain';
import { columns } from './columns.js';
import type { Answer } from './print.js';

/** Who owns a group since which epoch. */
export const epochsAnswer = (epochs: readonly EpochRecord[]): Answer => ({
  table: () =>
    columns(
      ['GROUP', 'OWNER', 'EPOCH', 'CLAIMED BY'],
      epochs.map(({ group, owner, epoch, operation }) => [group, owner, String(epoch), operation]),
    ),
  names: () => epochs.map(({ owner }) => owner),
  data: { epochs: epochs.map(({ group, owner, epoch, operation }) => ({ group, owner, epoch, operation })) },
});
