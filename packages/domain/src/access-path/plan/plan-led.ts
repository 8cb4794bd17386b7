import { formatKey, type ObjectKey } from '../../kubernetes/object-key.js';
import { TIMING, type AccessPathPlan, type AccessPathSituation } from '../access-path-plan.js';
import { statusOf } from './status-of.js';

/** An older object of this cluster stands for the same path: this one does nothing, and shows nothing to the nodes. */
export function planLed(situation: AccessPathSituation, leader: ObjectKey): AccessPathPlan {
  const { spec, object } = situation;
  const message = `AccessPath ${formatKey(leader)} is older and stands for the same access path ${spec.name} of the same array; delete one of the two (kubectl -n ${object.key.namespace} delete accesspath ${object.key.name})`;
  const nobody = {
    ...{ role: undefined, manager: undefined, managerSince: undefined, takenOverFrom: undefined },
  };
  const verdict = { status: 'False', reason: 'SamePath', message } as const;
  const status = statusOf(
    { ...situation, found: undefined },
    { marks: nobody },
    { gateways: [], vips: [] },
    {
      Ready: verdict,
      Degraded: { status: 'Unknown', reason: 'SamePath', message },
      Conflict: { ...verdict, status: 'True' },
    },
  );
  const step = object.hasFinalizer ? ({ kind: 'drop-finalizer' } as const) : undefined;
  return { step, status, againMs: step === undefined ? TIMING.restMs : 0 };
}
