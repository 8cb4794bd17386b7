import {
  GatewayUnreachable,
  type BackingFolder,
  type BackingTree,
  type FileExport,
  type FileGatewayView,
  type FilePlane,
} from '@twinsite/xms-adapter/simulator';
import { GuestSilent, ScriptFailed, type GuestAgent } from '../guest/guest-agent.js';
import { Turns } from '../gateway/turns.js';
import { FILE_GATEWAYS, isFileGateway } from '../network/topology.js';
import { exportLines, exportsText, parseEtab, tableDifference } from './exports-table.js';
import type { FileGateways } from './file-gateways.js';
import { parseView, VIEW_SCRIPT } from './gateway-view.js';
import {
  ensureFolderScript,
  ensureTreeScript,
  parseUsage,
  removeTreeScript,
  usageScript,
} from './tree-scripts.js';

const ANSWER_MS = 10_000;
/** Removing a tree takes as long as it has files; ending the requests of a client, as long as the slowest of them. */
const PATIENT_MS = 60_000;
/** What guest/file-exports ends with. */
const NO_LEASE = 75;

/** The file half of the simulator's data plane on the lab's real gateways: nfsd over one XFS with project quota. */
export class LabFilePlane implements FilePlane {
  readonly #gateways: FileGateways;
  readonly #backing: GuestAgent;
  readonly #turns = new Turns();

  constructor(gateways: FileGateways, backing: GuestAgent) {
    this.#gateways = gateways;
    this.#backing = backing;
  }

  async ensureFolder(folder: BackingFolder, signal: AbortSignal): Promise<void> {
    await this.#store(ensureFolderScript(folder), signal);
  }

  async ensureTree(tree: BackingTree, signal: AbortSignal): Promise<void> {
    await this.#store(ensureTreeScript(tree), signal);
  }

  async removeTree(
    { id }: { readonly folder: string; readonly id: number },
    signal: AbortSignal,
  ): Promise<void> {
    await this.#store(removeTreeScript(id), signal);
  }

  async usage(folder: string, signal: AbortSignal): Promise<ReadonlyMap<number, bigint>> {
    return parseUsage(await this.#store(usageScript(folder), signal));
  }

  configure(gateway: string, exports: readonly FileExport[], signal: AbortSignal): Promise<void> {
    return this.#turns.take(gateway, async () => {
      const script = `echo '${exportsText(exports)}' > /run/exports.wanted
exec /twinsite/files/file-exports /run/exports.wanted`;
      const shown = parseEtab(await this.#ask(gateway, script, PATIENT_MS, signal));
      const wrong = tableDifference(exportLines(exports), shown);
      if (wrong.length > 0)
        throw new Error(`${gateway} was configured but reads back wrong: ${wrong.join('; ')}`);
    });
  }

  async view(gateway: string, signal: AbortSignal): Promise<FileGatewayView> {
    return parseView(await this.#ask(gateway, VIEW_SCRIPT, ANSWER_MS, signal));
  }

  /** One after the other: two scripts on one tree would step on each other. */
  #store(script: string, signal: AbortSignal): Promise<string> {
    return this.#turns.take('backing', () => this.#backing.must(script, { deadlineMs: PATIENT_MS, signal }));
  }

  async #ask(gateway: string, script: string, deadlineMs: number, signal: AbortSignal): Promise<string> {
    if (!isFileGateway(gateway))
      throw new RangeError(`unknown file gateway \`${gateway}\`: the lab has ${FILE_GATEWAYS.join(', ')}`);
    try {
      return await this.#gateways.agent(gateway).must(script, { deadlineMs, signal });
    } catch (error) {
      if (error instanceof GuestSilent) throw new GatewayUnreachable(gateway, error.message);
      if (error instanceof ScriptFailed && error.reply.code === NO_LEASE)
        throw new GatewayUnreachable(gateway, 'it has no lease from the monitors and may not serve');
      if (signal.aborted) throw new GatewayUnreachable(gateway, 'the caller gave up waiting');
      throw error;
    }
  }
}
