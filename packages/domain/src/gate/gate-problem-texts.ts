import type { ProblemTexts } from '../shared/problem-texts.js';
import type { GateProblem } from './gate-problems.js';

export const gateTexts: ProblemTexts<GateProblem['kind']> = {
  'gate-unproven': ({ group, cluster, wanted, found }) =>
    `the gate of group ${group} on cluster ${cluster} was set to ${wanted}, and its API server answers otherwise (${found}); look with kubectl get validatingadmissionpolicybindings, and repeat`,
};
