import { listOr, type ProblemTexts } from '../shared/problem-texts.js';
import type { AccessPathProblem } from './access-path-problems.js';

export const accessPathTexts: ProblemTexts<AccessPathProblem['kind']> = {
  'gateway-unknown': ({ array, gateway, known }) =>
    `array ${array} has no block gateway ${gateway} (it has: ${listOr(known, 'none')}); correct spec.gateway of the AccessPath, or give the host the gateway role`,
  'access-path-in-use': ({ accessPath, volumes }) =>
    `${volumes} volumes are mapped through access path ${accessPath}; delete or detach them first`,
  'secret-not-allowed': ({ accessPath, secret, detail, remedy }) =>
    `AccessPath ${accessPath} may not use Secret ${secret}: ${detail}; ${remedy}`,
};
