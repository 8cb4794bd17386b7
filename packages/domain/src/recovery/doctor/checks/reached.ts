import { describeProblem } from '../../../shared/describe-problem.js';
import type { ClusterReading, DoctorFacts } from '../doctor-facts.js';
import { bad, good, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'reached';

/** Both clusters and every array answer, so that the rest can be told. */
export function reached({ source, target, arrays }: DoctorFacts): readonly DoctorFinding[] {
  return [
    ...[source, target].map(cluster),
    ...arrays.map(({ name, sites }) =>
      sites.ok
        ? good(CHECK, `array ${name} answers, by manager ${sites.value.manager}`)
        : bad(CHECK, `array ${name}: ${describeProblem(sites.problem)}`, 'check the managers of the array'),
    ),
  ];
}

function cluster({ id, about, kinds, objects }: ClusterReading): DoctorFinding {
  const broken = [about, kinds, objects].find(({ ok }) => !ok);
  if (broken?.ok === false)
    return bad(
      CHECK,
      `cluster ${id}: ${describeProblem(broken.problem)}`,
      'check the API server, kubeconfig and network',
    );
  return good(CHECK, `cluster ${id} answers`);
}
