import { gatesFor, NEWEST_KNOWN_MINOR, OLDEST_SUPPORTED_MINOR, type GateState } from '@twinsite/domain';
import type { Finding } from '@twinsite/iscsi-adapter';

/** What a Kubernetes of that minor needs to be told, by the table of feature gates (docs/kubernetes-versions.md). */
export function kubernetesFindings(minor: number): readonly Finding[] {
  return [versionFinding(minor), ...gatesFor(minor).map((state) => gateFinding(state, minor))];
}

function versionFinding(minor: number): Finding {
  const check = `Kubernetes 1.${minor}`;
  if (minor < OLDEST_SUPPORTED_MINOR) {
    const evidence = `older than 1.${OLDEST_SUPPORTED_MINOR}, the first that the chart installs on`;
    return { check, level: 'problem', evidence, remedy: 'upgrade Kubernetes (docs/kubernetes-versions.md)' };
  }
  if (minor <= NEWEST_KNOWN_MINOR) return { check, level: 'ok', evidence: 'the chart installs on it' };
  const evidence = `newer than 1.${NEWEST_KNOWN_MINOR}, the last whose feature gates are known here`;
  return { check, level: 'warn', evidence, remedy: `what follows is said of 1.${NEWEST_KNOWN_MINOR}` };
}

function gateFinding(state: GateState, minor: number): Finding {
  const { name, gives, optional } = state.gate;
  const check = `feature gate ${name}`;
  const remedy = remedyFor(state, minor);
  const lacks = state.kind === 'absent' || state.kind === 'off';
  const level = lacks && optional !== true ? 'warn' : 'ok';
  return { check, level, evidence: `${stateText(state)}: ${gives}`, ...(remedy !== undefined && { remedy }) };
}

function stateText(state: GateState): string {
  switch (state.kind) {
    case 'absent':
      return `not before 1.${state.from}`;
    case 'off':
      return `${state.stage.stage}, off unless set`;
    case 'on':
      return `${state.stage.stage}, on by default`;
    case 'locked':
      return 'GA, always on';
    case 'removed':
      return `always on; since 1.${state.removedIn} no component starts that is given it`;
  }
}

/** Undefined when nothing is to be done now. */
function remedyFor({ kind, gate }: GateState, minor: number): string | undefined {
  if (kind === 'absent') return 'do without, or upgrade Kubernetes; do not name the gate in this version';
  if (kind === 'off') return `--feature-gates=${gate.name}=true for ${gate.readBy.join(', ')}`;
  if (kind === 'removed') return undefined;
  return gate.removedIn === minor + 1
    ? `take it out of every --feature-gates before 1.${minor + 1}`
    : undefined;
}
