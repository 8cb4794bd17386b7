import type { ProblemTexts } from '../shared/problem-texts.js';
import type { KubernetesProblem } from './kubernetes-problems.js';

export const kubernetesTexts: ProblemTexts<KubernetesProblem['kind']> = {
  'kubernetes-unreachable': ({ operation, detail }) =>
    `the API server gave no answer to ${operation} (${detail}); repeat when it is back`,
  'kubernetes-denied': ({ operation, detail }) =>
    `this account may not ${operation}: ${detail}; give it that right (a driver: by the RBAC of the chart)`,
  'kubernetes-refused': ({ operation, status, detail }) =>
    `the API server refused ${operation} with HTTP ${status}: ${detail}`,
  'kubernetes-conflict': ({ operation, object }) =>
    `${object} was changed by somebody else during ${operation}; repeating reads it again`,
  'kubernetes-unsynced': ({ resource }) =>
    `the ${resource} of the cluster have not been read since the start; repeat when the API server answers`,
};
