/** A component of Kubernetes that is told feature gates. */
export type KubernetesComponent = 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kubelet';

/** A feature gate of Kubernetes and what of this product hangs on it. Versions are minors: 22 is Kubernetes 1.22. */
export interface FeatureGate {
  readonly name: string;
  /** What works because of it, in words that end a sentence. */
  readonly gives: string;
  /** The components whose behaviour it changes; the others accept it too. */
  readonly readBy: readonly KubernetesComponent[];
  /** In the order of `since`, the first one when it was introduced. */
  readonly stages: readonly GateStage[];
  /** The first minor that does not know its name any more: the feature stays on, naming the gate is an error. */
  readonly removedIn?: number;
  /** The first minor on which this product uses it, when that is later than its first stage. */
  readonly usedFrom?: number;
  /** True when volumes lose nothing but comfort without it. */
  readonly optional?: true;
}

export interface GateStage {
  readonly stage: 'alpha' | 'beta' | 'GA';
  readonly since: number;
  /** Whether it is on when nobody says anything. */
  readonly on: boolean;
  /** Whether it can be switched off; setting what cannot be switched to true is a warning in the component's log. */
  readonly locked: boolean;
}

export const alpha = (since: number): GateStage => ({ stage: 'alpha', since, on: false, locked: false });

export const beta = (since: number): GateStage => ({ stage: 'beta', since, on: true, locked: false });

export const ga = (since: number): GateStage => ({ stage: 'GA', since, on: true, locked: false });

export const locked = (since: number): GateStage => ({ ...ga(since), locked: true });

export const off = (stage: GateStage): GateStage => ({ ...stage, on: false });
