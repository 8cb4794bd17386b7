import { describe, expect, it } from 'vitest';
import { desiredState } from '../../src/gateway/desired-state.js';
import { parseDump } from '../../src/gateway/gateway-dump.js';
import type { GatewayState } from '../../src/gateway/gateway-state.js';
import { planSteps } from '../../src/gateway/plan-steps.js';
import { linesOf } from '../../src/gateway/step-script.js';
import {
  access,
  backing,
  EMPTY,
  floating,
  VIP_PORTAL as portal,
  VIP_TARGET as target,
} from './exports-fixture.js';

const holding = desiredState(floating(true), backing);
const listening = desiredState(floating(false), backing);
const address = '10.77.9.1';

describe('a VIP', () => {
  it('is taken last, when its target stands', () => {
    const steps = planSteps(EMPTY, holding);
    expect(steps.at(-1)).toEqual({ kind: 'take-address', address });
    expect(steps).toContainEqual({ kind: 'create-portal', target, portal });
    expect(planSteps(listening, holding)).toEqual([{ kind: 'take-address', address }]);
    expect(planSteps(holding, holding)).toEqual([]);
  });

  it('is let go only after its portal is closed and every command has ended, and listened for again', () => {
    expect(planSteps(holding, listening)).toEqual([
      { kind: 'remove-portal', target, portal },
      { kind: 'drain-target', target },
      { kind: 'drop-address', address },
      { kind: 'create-portal', target, portal },
    ]);
  });

  it('is drained again when a script was cut off before it had let go', () => {
    const [iqn, has] = [...holding.targets].find(([name]) => name === target) ?? [];
    if (iqn === undefined || has === undefined) throw new Error('the fixture has the target');
    const targets = new Map([...holding.targets, [iqn, { ...has, portals: new Set<string>() }]]);
    const cutOff: GatewayState = { ...holding, targets };
    expect(planSteps(cutOff, listening).map(({ kind }) => kind)).toEqual([
      'drain-target',
      'drop-address',
      'create-portal',
    ]);
  });

  it('that is deleted takes its target with it', () => {
    const kinds = planSteps(holding, desiredState(access({}), backing)).map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual(['remove-portal', 'drain-target', 'drop-address']);
    expect(kinds.filter((kind) => kind === 'remove-portal')).toHaveLength(1);
    expect(kinds).toContain('remove-target');
  });

  it('is an address of its own on the data link, announced to every node', () => {
    expect(linesOf({ kind: 'take-address', address })).toEqual([
      `ip addr add ${address}/32 dev vec0 label vec0:vip`,
      `setsid arping -q -U -c 3 -I vec0 ${address} > /dev/null 2>&1 &`,
    ]);
    expect(linesOf({ kind: 'drop-address', address })).toEqual([`ip addr del ${address}/32 dev vec0`]);
    expect(parseDump(`lease held\naddress ${address}\n`).state.addresses).toEqual(new Set([address]));
  });
});

it('two targets of one name on a gateway are refused', () => {
  const [first] = floating(true).floating ?? [];
  if (first === undefined) throw new Error('the fixture has a floating target');
  const twice = { ...floating(true), floating: [first, first] };
  expect(() => desiredState(twice, backing)).toThrow(/two targets of one gateway/);
});
