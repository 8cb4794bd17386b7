import type { Fabric, FabricSession } from './fabric.js';

export interface Disguise {
  readonly portal: string;
  readonly lun: number;
  /** The identity this LUN shows through this portal instead of its own. */
  readonly naa: string;
}

/** A fabric in which one LUN of one gateway lies about what it is. */
export function disguise(fabric: Fabric, { portal, lun, naa }: Disguise): Fabric {
  const disguised = (session: FabricSession): FabricSession => ({
    reportLuns: (signal) => session.reportLuns(signal),
    inquiry: async (asked, signal) => {
      const truth = await session.inquiry(asked, signal);
      return asked === lun ? { ...truth, naa } : truth;
    },
    read: (at, range, signal) => session.read(at, range, signal),
    write: (at, data, signal) => session.write(at, data, signal),
    ping: (signal) => session.ping(signal),
    close: () => session.close(),
  });
  return {
    login: async (request, signal) => {
      const session = await fabric.login(request, signal);
      return request.portal === portal ? disguised(session) : session;
    },
  };
}
