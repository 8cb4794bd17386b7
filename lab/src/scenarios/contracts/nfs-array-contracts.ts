import { randomUUID } from 'node:crypto';
import { never, parseVolumeName, type FileArray, type FileNode } from '@twinsite/domain';
import {
  expectOk,
  fileClientsContract,
  fileConnectionsContract,
  fileFoldersContract,
  nfsSharesContract,
  quotaTreesContract,
  shareAclsContract,
  type FileSubject,
} from '@twinsite/domain/testing';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import { CLOSED_FOLDER, PUBLIC_FOLDER } from '../../array/lab-files.js';
import { GuestDaemon } from '../../guest/guest-daemon.js';
import type { Lab } from '../../lab.js';
import { addressOf, FILE_VIP, NODES, type GuestName } from '../../network/topology.js';
import type { Report } from '../report.js';
import { waitFor } from '../wait-for.js';
import { runCases } from './array-contracts.js';
import { withArray } from './with-array.js';

export interface NfsArrayParts {
  readonly lab: Lab;
  readonly simulator: RunningSimulator;
}

/** The file ports against the simulator with the lab's file gateways as its data plane; the value is the number of cases. */
export function nfsArrayContracts(
  parts: NfsArrayParts,
  report: Report,
  signal: AbortSignal,
): Promise<number> {
  return withArray(parts.simulator, async (array) => {
    const subject = subjectOn(array);
    const counts = [
      await runCases('file folders', fileFoldersContract, subject, report),
      await runCases('quota trees', quotaTreesContract, subject, report),
      await runCases('NFS shares', nfsSharesContract, subject, report),
      await runCases('share ACLs', shareAclsContract, subject, report),
      await runCases('file clients', fileClientsContract, subject, report),
      await runCases('connections', fileConnectionsContract, connecting(parts, subject, signal), report),
    ];
    await removeAll(array);
    return counts.reduce((sum, count) => sum + count, 0);
  });
}

function subjectOn(array: FileArray): FileSubject {
  let nodes = 0;
  return {
    array,
    folders: [PUBLIC_FOLDER, CLOSED_FOLDER],
    vip: FILE_VIP,
    freshName: () => expectOk(parseVolumeName(`contract-${randomUUID()}`, 'name'), 'name'),
    freshNode: () => ({ name: `contract-${randomUUID()}`, addresses: [`10.77.200.${(nodes += 1)}`] }),
  };
}

/** The lab's own nodes, each with a connection to the NFS server that a program holds. */
function connecting({ lab }: NfsArrayParts, subject: FileSubject, signal: AbortSignal) {
  const unused = [...NODES];
  const guests = new Map<string, GuestName>();
  const running = new Map<string, GuestDaemon>();
  const program = `my $s = IO::Socket::INET->new("${FILE_VIP}:2049") or die; print STDERR "up\\n"; sleep 600`;
  return {
    ...subject,
    freshNode: (): FileNode => {
      const guest = unused.shift();
      if (guest === undefined) throw new Error('the lab has no more nodes');
      const node = { name: `contract-${randomUUID()}`, addresses: [addressOf(guest, 'data')] };
      guests.set(node.name, guest);
      return node;
    },
    connect: async ({ name }: FileNode) => {
      const { agent } = lab.guest(guests.get(name) ?? 'node-1');
      const command = `perl -MIO::Socket::INET -e "${program.replaceAll('$', '\\$').replaceAll('"', '\\"')}"`;
      const daemon = await GuestDaemon.start(agent, { name: 'connection', command }, signal);
      running.set(name, daemon);
      await settled(async () => (await daemon.log(signal)).includes('up'), signal);
    },
    disconnect: async ({ name }: FileNode) => {
      const daemon = running.get(name);
      await daemon?.signal('KILL', signal);
      await settled(async () => daemon === undefined || !(await daemon.running(signal)), signal);
    },
  };
}

async function settled(probe: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  const found = await waitFor(async () => ((await probe()) ? true : undefined), {
    deadlineMs: 20_000,
    signal,
  });
  if (found === undefined) throw new Error('a connection did not come or go within 20 s');
}

/** The suites leave trees and shares behind; the tables are read afterwards. */
async function removeAll({ files: { trees, shares } }: FileArray): Promise<void> {
  for (const tree of expectOk(await trees.list(never), 'trees')) {
    for (const share of expectOk(await shares.ofFolder(tree.folder.id, never), 'shares'))
      if (share.tree === tree.id) expectOk(await shares.remove(share, never), 'remove share');
    expectOk(await trees.delete(tree, never), 'delete tree');
  }
}
