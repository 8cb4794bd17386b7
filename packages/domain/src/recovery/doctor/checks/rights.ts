import { describeProblem } from '../../../shared/describe-problem.js';
import type { ClusterReading, DoctorFacts, Right } from '../doctor-facts.js';
import { bad, good, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'rights';

/** What drctl does on each cluster is allowed to the account that it uses (SelfSubjectAccessReview). */
export const rights = ({ source, target }: DoctorFacts): readonly DoctorFinding[] =>
  [source, target].flatMap(ofCluster);

function ofCluster({ id, rights: asked }: ClusterReading): readonly DoctorFinding[] {
  const denied = asked.filter(({ allowed }) => allowed.ok && !allowed.value);
  const unknown = asked.filter(({ allowed }) => !allowed.ok);
  const findings = [
    ...denied.map((right) =>
      bad(
        CHECK,
        `cluster ${id}: drctl may not ${wordsOf(right)}`,
        'bind its role; docs/drctl.md lists what it needs',
      ),
    ),
    ...unknown
      .slice(0, 1)
      .map(({ allowed }) =>
        bad(
          CHECK,
          `cluster ${id} does not say what is allowed: ${allowed.ok ? '' : describeProblem(allowed.problem)}`,
          'check the API server',
        ),
      ),
  ];
  return findings.length > 0 || asked.length === 0
    ? findings
    : [good(CHECK, `cluster ${id} allows all ${asked.length} things that drctl does there`)];
}

const wordsOf = ({ question: { verb, resource, namespace } }: Right): string =>
  `${verb} ${resource}${namespace === undefined ? '' : ` in namespace ${namespace}`}`;
