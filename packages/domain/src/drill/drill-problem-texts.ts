import type { ProblemTexts } from '../shared/problem-texts.js';
import type { DrillProblem } from './drill-problems.js';

export const drillTexts: ProblemTexts<DrillProblem['kind']> = {
  'drill-running': ({ group, cluster, id, until }) =>
    `cluster ${cluster} has drill ${id} of group ${group} until ${until}; nothing was changed: wait, or end it with drctl drill ${group} --end`,
  'drill-left': ({ objects }) =>
    `of the drill there is still ${objects.join(', ')}; look with kubectl describe what holds it, and end the drill again`,
};
