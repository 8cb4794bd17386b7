import { MANAGERS } from '../world/article-array.js';
import type { World } from './world.js';

const QUICK_MS = 10_000;
/** Of site A: what the array's other site reaches over the management network. */
const STORAGE_OF_A = ['gw-a', 'fg-a', 'mon-a'] as const;
const ELSEWHERE = MANAGERS.filter(({ site }) => site !== 'a').map(({ host }) => host);

/**
 * Nobody outside reaches site A, and A reaches nobody outside: no monitor, no gateway, no manager, no operator. Inside, its node, its
 * gateways and its API server reach each other as before.
 */
export async function isolateA(world: World): Promise<void> {
  const { lab, simulator, line, signal } = world;
  line.cut();
  await lab.cutInterSiteLink();
  await lab.network.cutLink('mon-a', 'arbiter');
  for (const member of STORAGE_OF_A) await lab.network.cutLink(member, 'management');
  await simulator.setManager('manager-a', { state: 'silent' });
  await onNode(world, ELSEWHERE.map((host) => `ip route replace blackhole ${host}/32`).join('\n'), signal);
}

export async function joinA(world: World): Promise<void> {
  const { lab, simulator, line, signal } = world;
  await onNode(world, ELSEWHERE.map((host) => `ip route del blackhole ${host}/32`).join('\n'), signal);
  for (const member of STORAGE_OF_A) await lab.network.healLink(member, 'management');
  await lab.network.healLink('mon-a', 'arbiter');
  await lab.healInterSiteLink(signal);
  await simulator.setManager('manager-a', { state: 'up' });
  line.heal();
}

async function onNode({ lab, a }: World, script: string, signal: AbortSignal): Promise<void> {
  await lab.guest(a.node).agent.must(script, { deadlineMs: QUICK_MS, signal });
}
