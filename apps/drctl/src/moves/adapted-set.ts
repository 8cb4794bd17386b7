import { adaptObject, type RecoverySet } from '@twinsite/domain';
import { adaptationFor } from '../actions/restore-input.js';
import type { GroupSettings } from '../config/drctl-config.js';

/** The set with the names that it has on the other cluster, as it runs. */
export function adaptedSet<Set extends RecoverySet>(group: GroupSettings, set: Set): Set {
  const adaptation = adaptationFor(group, 'running');
  return {
    ...set,
    objects: set.objects.map((one) => ({ ...one, object: adaptObject(one.object, adaptation) })),
  };
}
