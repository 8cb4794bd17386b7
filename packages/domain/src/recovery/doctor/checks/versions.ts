import { gatesFor, parseKubernetesMinor } from '../../../kubernetes/feature-gates.js';
import type { ClusterReading, DoctorFacts } from '../doctor-facts.js';
import { bad, good, warn, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'kubernetes';
/** Scheduling gates of pods, by which a bare pod stands still (KEP-3521). */
const GATED_PODS = 30;

/** Objects are read from the source as it serves them: an older target may not know what it is given. */
export function versions({ source, target }: DoctorFacts): readonly DoctorFinding[] {
  const [from, to] = [minorOf(source), minorOf(target)];
  if (from === undefined || to === undefined) return [];
  return [skew(source, target, to - from), ...gates(target, to)];
}

function skew(source: ClusterReading, target: ClusterReading, ahead: number): DoctorFinding {
  const seen = `cluster ${source.id} runs ${versionOf(source)}, cluster ${target.id} ${versionOf(target)}`;
  if (ahead < 0)
    return warn(
      CHECK,
      `${seen}: the target is older`,
      `upgrade cluster ${target.id}, or expect objects that it does not serve`,
    );
  return ahead > 1
    ? warn(
        CHECK,
        `${seen}: ${ahead} minor versions apart`,
        'bring both to the same version, one minor apart at most',
      )
    : good(CHECK, seen);
}

function gates(target: ClusterReading, minor: number): readonly DoctorFinding[] {
  const missing = gatesFor(minor).filter(({ kind, gate }) => kind === 'off' && gate.optional !== true);
  const off = missing.map(({ gate }) =>
    warn(
      CHECK,
      `cluster ${target.id}: feature gate ${gate.name} is off by default in this version; without it there is no ${gate.gives}`,
      'switch it on; docs/kubernetes-versions.md says where',
    ),
  );
  if (minor >= GATED_PODS) return off;
  const remedy = 'upgrade, or give bare pods a Deployment: without scheduling gates they cannot stand still';
  return [...off, bad(CHECK, `cluster ${target.id} is older than 1.${GATED_PODS}`, remedy)];
}

const versionOf = ({ about }: ClusterReading): string => (about.ok ? about.value.version : 'unknown');
const minorOf = (cluster: ClusterReading): number | undefined => parseKubernetesMinor(versionOf(cluster));
