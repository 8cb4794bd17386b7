import { isWorkload } from '../transplant/stand-still.js';
import type { Adaptation } from '../transplant/adapt-object.js';
import { suspendRuleFor } from '../transplant/suspend-rule.js';
import type { WantedObject } from './restore-order.js';

/**
 * Why an object is not made while the group stands still: its operator would start pods, and no rule says how it is told
 * not to. Undefined: it may be made.
 */
export function heldBack({ layer, object }: WantedObject, adaptation: Adaptation): string | undefined {
  if (adaptation.workloads === 'running' || layer !== 'workload' || isWorkload(object)) return undefined;
  if (suspendRuleFor(object, adaptation.suspendRules ?? []) !== undefined) return undefined;
  return 'no suspend rule says how it stands still; it is made when the group starts';
}
