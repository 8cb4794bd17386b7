import { FILE_GATEWAYS } from '../../network/topology.js';
import { STORAGE_SCRIPT } from '../nfs-world/nfs-leftovers.js';
import type { Scenario } from '../scenario.js';
import { checkFence } from './fence-check.js';
import { checkMoves } from './move-check.js';
import { agentsOf, FOLDER, type Stage } from './stage.js';
import { checkTrees } from './tree-check.js';

/** What must be empty at the end, beside the storage. */
const GATEWAY_SCRIPT = 'cat /var/lib/nfs/etab';
const NODE_SCRIPT = `awk '$3 ~ /^nfs/ { print $2 }' /proc/mounts`;

export const nfsSelfcheck: Scenario = {
  name: 'nfs-selfcheck',
  summary: 'proves the file gateways of the lab: quota, what a fence waits for, moves of the VIP, power loss',
  profile: { storage: 'file' },
  flags: { '--only': ['trees', 'fence', 'moves'] },
  run: async (lab, report, signal, options) => {
    const { files } = lab.dataPlane;
    if (files === undefined) throw new Error('the lab was booted without file gateways');
    const stage: Stage = { lab, files, report, signal };
    await files.ensureFolder({ name: FOLDER, sizeBytes: 0n }, signal);
    const tells = (part: string): boolean => (options['only'] ?? part) === part;
    if (tells('trees')) await checkTrees(stage);
    if (tells('fence')) await checkFence(stage);
    const moves = tells('moves') ? await checkMoves(stage) : {};
    const left = await leftovers(stage);
    report.check(
      'nothing is left',
      left.length === 0,
      left.join('; ') || 'storage, tables and mounts are empty',
    );
    return { result: { ...moves, leftovers: left.length } };
  },
};

async function leftovers(stage: Stage): Promise<string[]> {
  const { first, second, backing } = agentsOf(stage);
  const limits = { deadlineMs: 20_000, signal: stage.signal };
  const shown = [
    await backing.must(STORAGE_SCRIPT, limits),
    ...(await Promise.all(
      FILE_GATEWAYS.map((name) => stage.lab.fileGateways.agent(name).must(GATEWAY_SCRIPT, limits)),
    )),
    ...(await Promise.all([first, second].map((agent) => agent.must(NODE_SCRIPT, limits)))),
  ];
  return shown.join('').split('\n').filter(Boolean);
}
