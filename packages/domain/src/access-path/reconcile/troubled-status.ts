import type { ObjectKey } from '../../kubernetes/object-key.js';
import type { AccessPathObject } from '../access-path-objects.port.js';
import type { AccessPathStep } from '../access-path-plan.js';
import type { AccessPathStatus } from '../access-path-status.js';
import { conditionOf, conditionsOf, type Verdict } from '../plan/conditions.js';
import type { Matter } from '../plan/words.js';
import type { Obstacle } from './situate.js';

/**
 * The status when the array could not be read or the spec is wrong: what was seen last stays, and so does the generation it
 * speaks of, or a node would take a gateway that is not shown for one that is not wanted.
 */
export function statusWithoutReading(
  object: AccessPathObject,
  { matter, problem }: Obstacle,
  now: number,
): AccessPathStatus {
  const { reason } = matter;
  const message = object.isDeleting ? `${matter.text}. ${howToLetGo(object.key)}` : matter.text;
  const unknown: Verdict = { status: 'Unknown', reason, message };
  const ready: Verdict = isCertain(problem) ? { status: 'False', reason, message } : unknown;
  const conflict = object.status?.conditions.find(({ type }) => type === 'Conflict');
  const conditions = conditionsOf(
    { object, now },
    { Ready: ready, Degraded: unknown, Conflict: conflict === undefined ? unknown : verdictOf(conflict) },
  );
  return { ...(object.status ?? nothingSeen), conditions };
}

/** What the object itself asks for cannot be; whatever else stands in the way may pass by itself. */
const isCertain = (problem: Obstacle['problem']): boolean =>
  problem === undefined ||
  problem.kind === 'secret-not-allowed' ||
  problem.kind === 'managers-of-several-arrays';

const howToLetGo = ({ namespace, name }: ObjectKey): string =>
  `The object stays until the array has been read. To delete it and leave the array as it is: kubectl -n ${namespace} patch accesspath ${name} --type=json -p '[{"op":"remove","path":"/metadata/finalizers"}]'`;

const verdictOf = ({ status, reason, message }: Verdict): Verdict => ({ status, reason, message });

const nothingSeen: AccessPathStatus = {
  ...{ observedGeneration: 0, role: undefined, manager: undefined, managerSince: undefined },
  ...{ takenOverFrom: undefined, iqn: undefined, conditions: [], gateways: [], vips: [] },
};

/** The planned status when its step did not succeed. */
export function statusAfterFailure(
  { object, now }: { readonly object: AccessPathObject; readonly now: number },
  planned: AccessPathStatus,
  step: AccessPathStep,
  matter: Matter,
): AccessPathStatus {
  const isUnknownHost = matter.reason === 'GatewayUnknown' && step.kind === 'add-gateway';
  const gateways = planned.gateways.map((gateway) =>
    isUnknownHost && gateway.name === step.gateway ? { ...gateway, state: 'Missing' as const } : gateway,
  );
  const { reason, text: message } = matter;
  const ready = conditionOf({ object, now }, 'Ready', { status: 'False', reason, message });
  const conditions = planned.conditions.map((condition) => (condition.type === 'Ready' ? ready : condition));
  return { ...planned, gateways, conditions };
}
