import { readFile } from 'node:fs/promises';
import { readPublishContext } from '@twinsite/csi-adapter';
import {
  describeProblem,
  detachVolume,
  never,
  type Attachment,
  type NodeInventory,
  type NodePorts,
} from '@twinsite/domain';
import {
  nodeInventoryContract,
  nodeStorageContract,
  type ContractCase,
  type NodeInventorySubject,
} from '@twinsite/domain/testing';
import { iscsiPorts } from '@twinsite/iscsi-adapter';
import { linuxHost, realHostAccess } from '@twinsite/linux-host';

/** What is asked of a real node. */
export const NODE_CASES: readonly ContractCase<NodeInventorySubject>[] = [
  ...nodeStorageContract,
  ...nodeInventoryContract,
];

/** What the guest's half prints. */
export interface CaseReport {
  readonly problem?: string;
}

const TIMERS = {
  loginTimeoutMs: 5000,
  noopIntervalMs: 1000,
  noopTimeoutMs: 1000,
  replacementTimeoutMs: 2000,
};

/** Runs inside a node: one case of the node storage contract on the real adapters, then takes everything down again. */
export async function runContractCase(file: string): Promise<number> {
  const order = JSON.parse(await readFile(file, 'utf8')) as {
    readonly name: string;
    readonly context: Record<string, string>;
  };
  const attachment = readPublishContext(order.context);
  if (!attachment.ok) throw new Error(describeProblem(attachment.problem));
  const host = linuxHost(realHostAccess(), { journalDirectory: '/run/contract-journal' });
  const node = { ...host, ...iscsiPorts(host), timers: TIMERS };
  const problem = (await run(order.name, node, attachment.value)) ?? (await takeDown(node, attachment.value));
  const report: CaseReport = problem === undefined ? {} : { problem };
  process.stdout.write(`${JSON.stringify(report)}\n`);
  return 0;
}

async function run(
  name: string,
  ports: NodePorts & { readonly inventory: NodeInventory },
  attachment: Attachment,
): Promise<string | undefined> {
  const found = NODE_CASES.find((candidate) => candidate.name === name);
  if (found === undefined) return `no case is called ${name}`;
  const subject = { ports, inventory: ports.inventory, attachment, mountPath: '/mnt/contract' };
  return found.run(subject).then(
    () => undefined,
    (error: unknown) => String(error),
  );
}

async function takeDown(ports: NodePorts, attachment: Attachment): Promise<string | undefined> {
  const down = await detachVolume(ports, attachment.naa, attachment, never);
  return down.ok ? undefined : `taking it down: ${describeProblem(down.problem)}`;
}
