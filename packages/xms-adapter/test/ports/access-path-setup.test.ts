import { accessPathSetupContract, gatewayUseContract, vipSetupContract } from '@twinsite/domain/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultSwitches, type Switches } from '../../src/simulator/index.js';
import { anArrayToSetUp, type ArrayToSetUp } from './an-array-to-set-up.js';

/** The guesses that the setup of access paths leans on, in their other positions. */
const positions: readonly Partial<Switches>[] = [
  {},
  { duplicateName: 409, missingGroup: 404, removeInUse: 'refused' },
  { accepted: 200 },
  { gatewayAddress: 'network-addresses', targetPort: 'zero' },
  { gatewayAddress: 'target' },
  { vipResourceType: 'access_path' },
  { paging: 'absent', defaultPageSize: 1 },
  { accessPathNames: 'repeatable' },
  {
    statusWords: { creating: 'initializing' },
    settling: {
      ...defaultSwitches.settling,
      'access-path': { ms: 0, polls: 2, outcome: 'done' },
      target: { ms: 30, polls: 2, outcome: 'done' },
    },
  },
];

describe.each(positions.map((position) => [JSON.stringify(position), position] as const))(
  'XMS with %s keeps the contracts of',
  (_name, position) => {
    let at: ArrayToSetUp;
    beforeAll(async () => {
      const resourceType = position.vipResourceType ?? 'AccessPath';
      at = await anArrayToSetUp({ switches: position }, { vipWords: { network: 'gateway', resourceType } });
    });
    afterAll(async () => {
      const violations = at.simulator.violations();
      await at.close();
      expect(violations).toEqual([]);
    });
    test.each(accessPathSetupContract)('access path setup: $name', async ({ run }) =>
      run(await at.subject()),
    );
    test.each(vipSetupContract)('VIP setup: $name', async ({ run }) => run(await at.subject()));
    test.each(gatewayUseContract)('gateway use: $name', async ({ run }) => run(await at.subject()));
  },
);
