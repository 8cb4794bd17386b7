import type { FeatureGate, GateStage } from './feature-gate.js';
import { FEATURE_GATES } from './feature-gate-table.js';

/** The newest Kubernetes whose source was read; what is said of a later one is said of this one. Unit: minor. */
export const NEWEST_KNOWN_MINOR = 37;

/**
 * The oldest Kubernetes that the chart installs on: its CRDs carry CEL rules, which are stable since then. Unit: minor.
 */
export const OLDEST_SUPPORTED_MINOR = 29;

/** How a feature gate stands in one version of Kubernetes. */
export type GateState =
  /** That version has no such feature; `from` is the first one that this product uses it on. Naming it may be an error. */
  | { readonly kind: 'absent'; readonly gate: FeatureGate; readonly from: number }
  /** Off until somebody sets it. */
  | { readonly kind: 'off'; readonly gate: FeatureGate; readonly stage: GateStage }
  /** On, and can be switched off. */
  | { readonly kind: 'on'; readonly gate: FeatureGate; readonly stage: GateStage }
  /** On for good. Naming it still works. */
  | { readonly kind: 'locked'; readonly gate: FeatureGate; readonly stage: GateStage }
  /** On for good, and a component that is given its name does not start. */
  | { readonly kind: 'removed'; readonly gate: FeatureGate; readonly removedIn: number };

/** One state for each known gate, in the order of the table. `minor`: 22 for Kubernetes 1.22. */
export function gatesFor(minor: number): readonly GateState[] {
  return FEATURE_GATES.map((gate) => gateState(gate, minor));
}

function gateState(gate: FeatureGate, minor: number): GateState {
  const { stages, removedIn, usedFrom } = gate;
  if (removedIn !== undefined && minor >= removedIn) return { kind: 'removed', gate, removedIn };
  const stage = stages.findLast(({ since }) => since <= minor);
  const from = Math.max(usedFrom ?? 0, stages[0]?.since ?? 0);
  if (stage === undefined || minor < from) return { kind: 'absent', gate, from };
  if (stage.locked) return { kind: 'locked', gate, stage };
  return { kind: stage.on ? 'on' : 'off', gate, stage };
}

/**
 * The minor of a Kubernetes version as people and programs write it: `1.22`, `v1.22.5`, `v1.27.16+rke2r1`,
 * `v1.30.4-eks-a737599`. Undefined when it is none of 1.x.
 */
export function parseKubernetesMinor(text: string): number | undefined {
  const minor = /^v?1\.(\d{1,3})(\.\d+)?([-+][\w.+-]+)?$/.exec(text.trim())?.[1];
  return minor === undefined ? undefined : Number(minor);
}
