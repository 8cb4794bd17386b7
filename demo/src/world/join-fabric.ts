import {
  FabricFault,
  type Fabric,
  type FabricFaultCode,
  type FabricSession,
} from '@twinsite/linux-host/testing';
import {
  FabricError,
  type Fabric as ArrayFabric,
  type FabricFault as ArrayFault,
  type InitiatorNode,
} from '@twinsite/xms-adapter/simulator';

const CODES: Readonly<Record<ArrayFault, FabricFaultCode>> = {
  'no-portal': 'refused',
  'no-target': 'no-target',
  'not-authorised': 'not-authorised',
  'session-lost': 'closed',
  'no-lun': 'no-lun',
  'out-of-range': 'io-error',
};

/** Plugs the simulated host into the simulated array's data network; neither package knows the other. */
export function joinFabric(fabric: ArrayFabric, nodes: readonly InitiatorNode[]): Fabric {
  return {
    login: async ({ host, initiator, targetIqn, portal }, signal) => {
      const from = nodes.find(({ name }) => name === host) ?? { name: host };
      const session = await translated(fabric.login({ initiator, targetIqn, portal, from }, signal), signal);
      return sessionOf(fabric, session);
    },
  };
}

type ArraySession = Awaited<ReturnType<ArrayFabric['login']>>;

function sessionOf(fabric: ArrayFabric, session: ArraySession): FabricSession {
  return {
    reportLuns: (signal) => translated(fabric.reportLuns(session, signal), signal),
    inquiry: (lun, signal) => translated(fabric.inquiry(session, lun, signal), signal),
    read: (lun, range, signal) => translated(fabric.read(session, { lun, ...range }, signal), signal),
    write: (lun, { offset, bytes }, signal) =>
      translated(fabric.write(session, { lun, offset }, bytes, signal), signal),
    ping: (signal) => translated(fabric.nop(session, signal), signal),
    close: () => {
      const soon = AbortSignal.timeout(LOGOUT_MS);
      fabric.logout(session, soon).catch((error: unknown) => {
        if (!soon.aborted && !(error instanceof FabricError)) throw error;
      });
    },
  };
}

/** A logout is a courtesy: over a cut link nobody waits for its answer. */
const LOGOUT_MS = 200;

async function translated<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof FabricError) throw new FabricFault(CODES[error.fault], error.message);
    if (signal.aborted) throw new FabricFault('unreachable', 'given up while nothing answered');
    throw error;
  }
}
