import { apiVersionOfKind, groupOf, type ObjectKind } from '../../objects/object-kind.js';
import type { DoctorFacts } from '../doctor-facts.js';
import { bad, good, warn, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'kinds';

/** Every kind of the group is served by the target, in the version that the objects are written in. */
export function kinds({ target, set }: DoctorFacts): readonly DoctorFinding[] {
  if (set?.ok !== true || !target.kinds.ok) return [];
  const served = target.kinds.value;
  const used = new Map(
    set.value.objects.map(({ object }) => [`${object.kind} ${object.apiVersion}`, object]),
  );
  const defined = set.value.objects.some(({ layer }) => layer === 'definition');
  const findings = [...used.values()].flatMap(({ kind, apiVersion }) =>
    finding(
      { kind, apiVersion },
      served.find((one) => one.kind === kind && one.group === groupOf(apiVersion)),
      {
        target: target.id,
        defined,
      },
    ),
  );
  return findings.length > 0
    ? findings
    : [good(CHECK, `cluster ${target.id} serves all ${used.size} kinds of the group in the same version`)];
}

function finding(
  { kind, apiVersion }: { readonly kind: string; readonly apiVersion: string },
  served: ObjectKind | undefined,
  { target, defined }: { readonly target: string; readonly defined: boolean },
): readonly DoctorFinding[] {
  if (served === undefined) {
    const seen = `cluster ${target} does not serve ${kind} (${apiVersion})`;
    return [
      defined
        ? warn(CHECK, seen, 'restore makes its definition first; the operator that acts on it is not carried')
        : bad(CHECK, seen, 'install its definition there'),
    ];
  }
  const offered = apiVersionOfKind(served);
  return offered === apiVersion
    ? []
    : [
        warn(
          CHECK,
          `cluster ${target} prefers ${offered} for ${kind}, the group has ${apiVersion}`,
          'check that both are served',
        ),
      ];
}
