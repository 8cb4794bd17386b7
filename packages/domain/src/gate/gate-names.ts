import { DR_PREFIX } from '../recovery/transplant/dr-names.js';

/** Of drctl on each cluster: its Leases, the copies of its journals, and what its gates ask. */
export const DRCTL_NAMESPACE = 'drctl-system';

/** One policy for all groups; each group has its own binding and its own parameter. */
export const GATE_POLICY = 'drctl-active-group';
export const gateBindingName = (group: string): string => `${GATE_POLICY}-${group}`;
/** ConfigMap in `DRCTL_NAMESPACE`. */
export const gateParameterName = (group: string): string => `gate-${group}`;

/** Label of namespaces: pods that are made there are asked about this group. No other namespace is looked at. */
export const GATE_LABEL_PREFIX = `gate.${DR_PREFIX}`;
export const gateLabel = (group: string): string => `${GATE_LABEL_PREFIX}${group}`;
