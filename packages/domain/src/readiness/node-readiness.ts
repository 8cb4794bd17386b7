import { parseInitiatorIqn } from '../attachment/initiator-iqn.js';
import type { NodePorts } from '../node/node-ports.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import { describeProblem } from '../shared/describe-problem.js';
import { NODE_DAEMONS, type NodeServices } from './node-services.port.js';
import type { Readiness } from './readiness.js';

/** A node can stage when both daemons listen and it has a name to log in with. */
export function nodeReadiness(services: NodeServices, ports: Pick<NodePorts, 'sessions'>) {
  return async (signal: CancelSignal): Promise<Readiness> => {
    const listening = await services.listening(signal);
    if (!listening.ok) return { ready: false, why: describeProblem(listening.problem) };
    const missing = NODE_DAEMONS.filter((daemon) => !listening.value.includes(daemon));
    if (missing.length > 0) {
      return { ready: false, why: `${missing.join(' and ')} not running on this node; start it` };
    }
    const name = await ports.sessions.initiator(signal);
    if (!name.ok) return { ready: false, why: describeProblem(name.problem) };
    if (parseInitiatorIqn(name.value) !== undefined) return { ready: true };
    return { ready: false, why: `InitiatorName ${name.value} is no iSCSI name` };
  };
}
