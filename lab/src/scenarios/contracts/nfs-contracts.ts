import { nfsLeftovers } from '../nfs-world/nfs-leftovers.js';
import type { Scenario } from '../scenario.js';
import { startArray } from '../site-loss/array.js';
import { nfsArrayContracts } from './nfs-array-contracts.js';
import { nfsNodeContracts } from './nfs-node-contracts.js';

/** The contract suites of the file ports that fakes and simulators keep, on the real parts. */
export const nfsContracts: Scenario = {
  name: 'nfs-contracts',
  summary: 'the contract suites of the file ports on real file gateways and a real node kernel',
  profile: { storage: 'file' },
  run: async (lab, report, signal) => {
    const nodeCases = await nfsNodeContracts(lab, report, signal);
    const simulator = await startArray(lab);
    try {
      const cases = await nfsArrayContracts({ lab, simulator }, report, signal);
      const left = await nfsLeftovers({ lab, simulator, signal });
      report.check('nothing is left', left.length === 0, left.join('; ') || 'the tables are empty');
      return { result: { cases: cases + nodeCases, leftovers: left.length } };
    } finally {
      await simulator.close();
    }
  },
};
