import { join } from 'node:path';
import type { Scenario } from '../scenario.js';
import { startArray } from '../site-loss/array.js';
import { leftoversOf } from '../site-loss/leftovers.js';
import { arrayContracts } from './array-contracts.js';
import { nodeContracts } from './node-contracts.js';

/** The port contract suites that the fakes and simulators keep, on the real parts. */
export const contracts: Scenario = {
  name: 'contracts',
  summary: 'the port contract suites of the domain on real gateways and a real node kernel',
  run: async (lab, report, signal) => {
    const simulator = await startArray(lab);
    try {
      const cases = await arrayContracts({ lab, simulator }, report, signal);
      const nodeCases = await nodeContracts(
        { lab, simulator, directory: join(lab.scratch, 'contracts') },
        report,
        signal,
      );
      const left = await leftoversOf(lab, simulator, signal);
      report.check('nothing is left', left.length === 0, left.join('; ') || 'the tables are empty');
      return { result: { cases: cases + nodeCases, leftovers: left.length } };
    } finally {
      await simulator.close();
    }
  },
};
