import { accessPathTexts } from '../access-path/access-path-problem-texts.js';
import { arrayTexts } from '../array/array-problem-texts.js';
import { attachmentTexts } from '../attachment/attachment-problem-texts.js';
import { drillTexts } from '../drill/drill-problem-texts.js';
import { fileTexts } from '../file/file-problem-texts.js';
import { gateTexts } from '../gate/gate-problem-texts.js';
import { hookTexts } from '../hooks/hook-problem-texts.js';
import { kubernetesTexts } from '../kubernetes/kubernetes-problem-texts.js';
import { nodeTexts } from '../node/node-problem-texts.js';
import { moveTexts } from '../move/move-problem-texts.js';
import { ownershipTexts } from '../ownership/ownership-problem-texts.js';
import { recoveryTexts } from '../recovery/recovery-problem-texts.js';
import { snapshotTexts } from '../snapshot/snapshot-problem-texts.js';
import { volumeTexts } from '../volume/volume-problem-texts.js';
import type { Problem, ProblemKind } from './problem.js';
import type { ProblemTexts } from './problem-texts.js';

const generalTexts: ProblemTexts<'invalid-request' | 'token-unknown' | 'deadline' | 'cancelled' | 'pending'> =
  {
    'invalid-request': ({ field, value, remedy }) =>
      value === undefined ? `${field}: ${remedy}` : `${field} = ${JSON.stringify(value)}: ${remedy}`,
    'token-unknown': ({ token }) =>
      `starting_token ${JSON.stringify(token)} is none of this driver, or of an array that is not listed any more; begin the list anew`,
    deadline: ({ operation, afterMs }) =>
      `${operation} did not finish within ${afterMs} ms; the same call can be repeated safely`,
    cancelled: ({ operation }) => `${operation} was cancelled by the caller`,
    pending: ({ operation, detail }) => `${operation} is still under way (${detail}); repeat the call`,
  };

const texts: ProblemTexts<ProblemKind> = {
  ...generalTexts,
  ...volumeTexts,
  ...snapshotTexts,
  ...arrayTexts,
  ...attachmentTexts,
  ...accessPathTexts,
  ...fileTexts,
  ...nodeTexts,
  ...drillTexts,
  ...gateTexts,
  ...hookTexts,
  ...kubernetesTexts,
  ...moveTexts,
  ...ownershipTexts,
  ...recoveryTexts,
};

/** One or two sentences for a human: what happened, the evidence, what to do. Holds no secret. */
export function describeProblem(problem: Problem): string {
  const text = texts[problem.kind] as (problem: Problem) => string;
  return text(problem);
}
