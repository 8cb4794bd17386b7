import type { ProblemTexts } from '../shared/problem-texts.js';
import type { MoveProblem } from './move-problems.js';

export const moveTexts: ProblemTexts<MoveProblem['kind']> = {
  'move-missing': ({ group }) =>
    `there is no move of group ${group} that could be gone on with; look with drctl status ${group}`,
  'move-illegal': ({ group, verb, phase, command }) =>
    `${command} is not possible: the ${verb} of group ${group} is ${phase}; drctl status ${group} lists what is`,
  'source-alive': ({ group, cluster, signs }) =>
    `cluster ${cluster} does not look dead (${signs.join('; ')}); nothing was changed: move the group in good order with drctl relocate ${group}, or say --force to take it all the same: the fence is proved before anything starts`,
  'array-unfit': ({ array, site, evidence }) =>
    `array ${array} may not serve from site ${site} alone: ${evidence}; nothing was changed: look with drctl sites, and bring it back first`,
  'not-quiet': ({ cluster, users }) =>
    `cluster ${cluster} still uses the group (${users.join('; ')}); look what keeps it there, and repeat`,
  'not-ready': ({ cluster, workloads }) =>
    `on cluster ${cluster} not everything is ready yet (${workloads.join('; ')}); look with kubectl describe, and repeat to wait on`,
};
