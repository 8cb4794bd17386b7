import { dirname } from 'node:path';
import { nfsMountsContract } from '@twinsite/domain/testing';
import { FILE_GATEWAYS, FILE_VIP } from '../../network/topology.js';
import type { Lab } from '../../lab.js';
import type { Report } from '../report.js';
import type { CaseReport } from './inside-node.js';
import type { NfsCaseOrder } from './inside-nfs-node.js';

const AT = '/run/twinsite-contracts';
const FOLDER = 'contract';
const CASE_MS = 300_000;
const IDS = [9001, 9002] as const;

/** The cases of NFS mounts inside node-1, on two trees of the real gateways; the value is their number. */
export async function nfsNodeContracts(lab: Lab, report: Report, signal: AbortSignal): Promise<number> {
  const { files } = lab.dataPlane;
  if (files === undefined) throw new Error('the lab was booted without file gateways');
  await files.ensureFolder({ name: FOLDER, sizeBytes: 0n }, signal);
  for (const id of IDS)
    await files.ensureTree({ folder: FOLDER, id, name: `tree-${id}`, sizeBytes: 67_108_864n }, signal);
  const clients = [{ match: '*', readOnly: false, rootSquash: false }];
  const exports = IDS.map((id) => ({ path: pathOf(id), fsid: id, clients }));
  for (const gateway of FILE_GATEWAYS) await files.configure(gateway, exports, signal);
  await lab.fileGateways.waitForHolder(signal);
  await lab.guest('node-1').mountHost(dirname(lab.program), AT, signal);
  for (const { name } of nfsMountsContract) {
    const outcome = await runInGuest(lab, name, signal);
    report.check(`NFS node: ${name}`, outcome === undefined, outcome ?? 'kept');
  }
  for (const gateway of FILE_GATEWAYS) await files.configure(gateway, [], signal);
  for (const id of IDS) await files.removeTree({ folder: FOLDER, id }, signal);
  return nfsMountsContract.length;
}

const pathOf = (id: number): string => `/sdsfs/${FOLDER}/tree-${id}`;

/** Undefined when the case was kept, else what it said. */
async function runInGuest(lab: Lab, name: string, signal: AbortSignal): Promise<string | undefined> {
  const { agent } = lab.guest('node-1');
  const order: NfsCaseOrder = {
    name,
    source: { server: FILE_VIP, path: pathOf(IDS[0]) },
    neighbour: { server: FILE_VIP, path: pathOf(IDS[1]) },
    missing: { server: FILE_VIP, path: `/sdsfs/${FOLDER}/nothing` },
  };
  const text = JSON.stringify(order).replaceAll("'", `'\\''`);
  const script = `echo '${text}' > /run/nfs-case.json && /usr/local/bin/node ${AT}/main.mjs internal-nfs-contract-case /run/nfs-case.json`;
  const reply = await agent.run(script, { deadlineMs: CASE_MS, signal });
  const line = reply.stdout.split('\n').find((candidate) => candidate.startsWith('{'));
  if (line === undefined) return `the guest ended with ${reply.code}: ${reply.stderr.trim().slice(-300)}`;
  return (JSON.parse(line) as CaseReport).problem;
}
