import type { TargetPortal } from '../../attachment/attachment.js';
import type { TargetMemory } from '../../node/reconcile/target-memory.port.js';
import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk } from '../check.js';
import type { ContractCase } from '../contract.js';

const targets: readonly TargetPortal[] = [
  { iqn: 'iqn.2018-12.sds:gw-a', portal: { address: '10.7.1.1', port: 3260 }, site: 'a' },
  { iqn: 'iqn.2018-12.sds:gw-b', portal: { address: 'fd00::1', port: 3261 }, site: undefined },
];

export const targetMemoryContract: readonly ContractCase<TargetMemory>[] = [
  {
    name: 'nothing is remembered at first',
    run: async (memory) => expectEqual(expectOk(await memory.load(never), 'load'), [], 'targets'),
  },
  {
    name: 'what was saved last is remembered',
    run: async (memory) => {
      expectOk(await memory.save(targets, never), 'save');
      expectEqual(expectOk(await memory.load(never), 'load'), targets, 'targets');
      expectOk(await memory.save([], never), 'save nothing');
      expectEqual(expectOk(await memory.load(never), 'load again'), [], 'targets');
    },
  },
];
