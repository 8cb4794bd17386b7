import type { EventSink, ObjectEvent } from '../../kubernetes/event-sink.port.js';
import type { AccessPathObject } from '../access-path-objects.port.js';
import type { AccessPathCondition, AccessPathStatus } from '../access-path-status.js';
import type { AccessPathStep } from '../access-path-plan.js';

const subjectOf = ({ key, uid }: AccessPathObject): ObjectEvent['about'] => ({
  ...{ apiVersion: 'sds.xsky.com/v1', kind: 'AccessPath', uid },
  ...{ namespace: key.namespace, name: key.name },
});

/** Says what has changed since the stored status, and nothing that was said before. */
export function announceChanges(events: EventSink, object: AccessPathObject, next: AccessPathStatus): void {
  for (const condition of next.conditions) {
    const before = object.status?.conditions.find(({ type }) => type === condition.type);
    const isSame = before?.status === condition.status && before.reason === condition.reason;
    const { reason, message } = condition;
    const isFirst = before === undefined && !isBad(condition);
    if (isSame || isFirst || PROGRESS.has(reason)) continue;
    events.say({ about: subjectOf(object), type: isBad(condition) ? 'Warning' : 'Normal', reason, message });
  }
}

/** Reasons for not being ready that go by by themselves; the steps themselves are told. */
const PROGRESS = new Set([
  ...['Creating', 'Adopting', 'Claiming', 'Deleting', 'GatewayJoining', 'GatewayLeaving'],
  ...['VipJoining', 'VipLeaving', 'VipChanging'],
]);

const isBad = ({ type, status, reason }: AccessPathCondition): boolean =>
  type === 'Ready'
    ? status !== 'True' && !PROGRESS.has(reason)
    : status === 'True' || reason === 'SiteUnknown';

/** Says what was done on the array. */
export function announceStep(events: EventSink, object: AccessPathObject, step: AccessPathStep): void {
  const said = stepInWords(step);
  if (said !== undefined) events.say({ about: subjectOf(object), type: 'Normal', ...said });
}

function stepInWords(step: AccessPathStep): Pick<ObjectEvent, 'reason' | 'message'> | undefined {
  switch (step.kind) {
    case 'create':
      return { reason: 'Created', message: `made access path ${step.wanted.name} on the array` };
    case 'mark':
      return step.mark === undefined
        ? { reason: 'Released', message: 'took our mark off the access path; it stays on the array' }
        : { reason: 'Marked', message: `marked the access path as managed by cluster ${step.mark.cluster}` };
    case 'remove-path':
      return { reason: 'Removed', message: 'removed the access path from the array' };
    case 'add-gateway':
      return { reason: 'GatewayAdded', message: `made the target of gateway ${step.gateway}` };
    case 'remove-gateway':
      return { reason: 'GatewayRemoved', message: `removed the target of gateway ${step.gateway}` };
    case 'add-vip':
      return { reason: 'VipAdded', message: `made VIP ${step.vip.address}` };
    case 'remove-vip':
      return { reason: 'VipRemoved', message: `removed VIP ${step.address}` };
    case 'set-preempt':
      return { reason: 'PreemptSet', message: `set preempt of the VIP group to ${String(step.preempt)}` };
    case 'set-finalizer':
    case 'drop-finalizer':
      return undefined;
  }
}
