import type { AgentReply } from '../../guest/agent-frames.js';
import { timers } from '../site-loss/drivers.js';
import { SHIPPED_DEVICE } from '../world/shipped-multipath.js';
import type { World } from '../world/world.js';
import type { Chapter } from './chapter.js';

interface Finding {
  readonly check: string;
  readonly level: string;
  readonly evidence: string;
}

const DOCTOR_MS = 120_000;

/** `driver --doctor` on a node that works, and on the same node for an array whose disks multipath does not claim. */
export const examined: Chapter = {
  name: 'examined',
  tell: async (world: World) => {
    const { report } = world;
    const healthy = await examine(world, SHIPPED_DEVICE.vendor);
    const found = findingsOf(healthy);
    const wrong = found.filter(({ level }) => level === 'problem');
    report.check(
      'driver --doctor finds no problem on a node with the shipped multipath.conf',
      healthy.code === 0 && found.length > 0 && wrong.length === 0,
      `exit ${healthy.code}, ${found.length} checks; ${wrong.map(inWords).join('; ') || 'no problem'}`,
    );
    const foreign = await examine(world, 'NOBODY');
    const claims = findingsOf(foreign).find(({ check }) => check.includes('claims the array'));
    report.check(
      'driver --doctor names the array whose disks multipath leaves alone',
      foreign.code === 1 && claims?.level === 'problem',
      `exit ${foreign.code}; ${claims === undefined ? 'no such check' : inWords(claims)}`,
    );
  },
};

async function examine({ lab, nodes, signal }: World, vendor: string): Promise<AgentReply> {
  const multipath = { ...SHIPPED_DEVICE, vendor };
  const config = JSON.stringify({ timers: timers(lab.profile.gatewayLeaseMs), multipath });
  const flags = '--config /run/doctor.json --node-name node-1 --state-dir /var/lib/twinsite -o json';
  const driver = '/usr/local/bin/node /run/twinsite-driver/driver.mjs';
  const script = `echo '${config}' > /run/doctor.json; ${driver} --doctor ${flags}`;
  return nodes['node-1'].agent.run(script, { deadlineMs: DOCTOR_MS, signal });
}

function findingsOf({ code, stdout, stderr }: AgentReply): readonly Finding[] {
  if (!stdout.startsWith('{')) throw new Error(`the doctor said nothing (exit ${code}): ${stderr.trim()}`);
  return (JSON.parse(stdout) as { findings: readonly Finding[] }).findings;
}

const inWords = ({ check, level, evidence }: Finding): string => `${check}: ${level}: ${evidence}`;
