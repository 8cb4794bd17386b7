import { describeProblem, type EventSink, type ObjectKey, type Problem } from '@twinsite/domain';
import type { Logger } from 'pino';

export interface TroubleParts {
  readonly lease: ObjectKey;
  readonly events: EventSink;
  readonly log: Logger;
}

type Denied = Extract<Problem, { kind: 'kubernetes-denied' }>;

/**
 * Tells what keeps a candidate from its Lease: once, however often it is tried, until a try has been answered. A denial
 * does not make the controller unready: it still serves volumes, and the sidecars beside it wait for a ready driver.
 */
export class ElectionTrouble {
  private readonly parts: TroubleParts;
  private told: string | undefined;

  constructor(parts: TroubleParts) {
    this.parts = parts;
  }

  readonly met = (problem: Problem): void => {
    const { events, log, lease } = this.parts;
    const text = `${problem.kind} ${'operation' in problem ? problem.operation : ''}`;
    if (text === this.told) return;
    this.told = text;
    if (problem.kind === 'kubernetes-denied') events.say(denial(lease, problem));
    else log.warn({ problem: problem.kind, detail: describeProblem(problem) }, 'leader election');
  };

  readonly over = (): void => {
    this.told = undefined;
  };
}

/** An event of the Lease, and by that a line of the log: the right to write events may be missing too. */
function denial(
  { namespace, name }: ObjectKey,
  { operation, detail }: Denied,
): Parameters<EventSink['say']>[0] {
  const about = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace, name, uid: '' };
  const verb = operation.split(' ')[0] ?? '';
  const message =
    `the API server denies the verb ${RBAC_VERBS[verb] ?? verb} on Lease ${namespace}/${name} (${detail}), so this controller never ` +
    `leads: no AccessPath is worked on and no volume record is kept, while volumes are served. Let the Role of the controller's ` +
    `service account in namespace ${namespace} allow create of leases (coordination.k8s.io), and get and update of ${name}: ` +
    `rbac-controller.yaml of the chart, or rbac.create=true. It is tried again by itself`;
  return { about, type: 'Warning', reason: 'LeaseDenied', message };
}

/** Where the client's word is another than the rule's. */
const RBAC_VERBS: Readonly<Record<string, string>> = { replace: 'update' };
