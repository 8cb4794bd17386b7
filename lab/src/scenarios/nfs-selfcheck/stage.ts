import type { BackingTree, ExportClient, FileExport, FilePlane } from '@twinsite/xms-adapter/simulator';
import { pathOf } from '../../file/tree-scripts.js';
import type { GuestAgent } from '../../guest/guest-agent.js';
import type { Lab } from '../../lab.js';
import { addressOf, FILE_GATEWAYS, NODES, type GuestName } from '../../network/topology.js';
import type { Report } from '../report.js';

export const FOLDER = 'selfcheck';
const MIB = 1024n * 1024n;

export interface Stage {
  readonly lab: Lab;
  readonly files: FilePlane;
  readonly report: Report;
  readonly signal: AbortSignal;
}

export const treeOf = (id: number, mib: number): BackingTree => ({
  folder: FOLDER,
  id,
  name: `pvc-${id}`,
  sizeBytes: BigInt(mib) * MIB,
});

export const exportPath = ({ folder, name }: BackingTree): string => `/sdsfs/${folder}/${name}`;
export const backingPath = ({ folder, name }: BackingTree): string => pathOf(folder, name);

/** What the first node may do, with everything for the second. */
export type FirstNode = 'nothing' | 'read' | 'write';

export function exportTo(tree: BackingTree, first: FirstNode): FileExport {
  const client = (name: GuestName, readOnly: boolean): ExportClient => ({
    match: addressOf(name, 'data'),
    readOnly,
    rootSquash: false,
  });
  const clients = [client('node-2', false)];
  if (first !== 'nothing') clients.push(client('node-1', first === 'read'));
  return { path: exportPath(tree), fsid: 100 + tree.id, clients };
}

/** On every gateway, as the array does it. */
export async function configureAll({ files, signal }: Stage, exports: readonly FileExport[]): Promise<void> {
  await Promise.all(FILE_GATEWAYS.map((name) => files.configure(name, exports, signal)));
}

export function agentsOf({ lab }: Stage): { first: GuestAgent; second: GuestAgent; backing: GuestAgent } {
  const [first, second] = NODES.map((name) => lab.guest(name).agent) as [GuestAgent, GuestAgent];
  return { first, second, backing: lab.guest('backing').agent };
}
