import {
  formatRef,
  never,
  readRecoverySet,
  refOf,
  type ProtectedGroup,
  type RecoverySet,
} from '@twinsite/domain';
import { expectOk } from '@twinsite/domain/testing';
import { aShop, SHOP } from './shop.js';

export const read = async (group: ProtectedGroup = SHOP, cluster = aShop()): Promise<RecoverySet> =>
  expectOk(
    await readRecoverySet(cluster, { cluster: 'site-a', group, driverNamespaces: ['vendor'] }, never),
    'read',
  );
export const named = (set: RecoverySet) =>
  set.objects.map(({ layer, object }) => `${layer}: ${formatRef(refOf(object))}`);
