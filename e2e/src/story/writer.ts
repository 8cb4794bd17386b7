import { waitFor } from '@twinsite/lab';
import type { NodeName } from '../world/kube-nodes.js';
import { bindClaims, deleteClaims, volumeOf, type ClaimOrder } from './claims.js';
import { endPods, inPod, podState, startPod } from './pods.js';
import type { ReadBack } from './read-back.js';
import { readThroughEach } from './read-through-each.js';
import type { Stage } from './stage.js';

/** Of the article's class. */
const BLOCK_CLAIM: ClaimOrder = { name: 'records', size: '2Gi' };
const POD = 'writer';
const FILE = '/data/records';
const STATUS = '/tmp/status';
const GOES_ON_MS = 60_000;

/** The lab's record writer as a pod: numbered records, each acknowledged by fdatasync before the next. */
export class WriterPod {
  readonly node: NodeName;
  /** Name of the array's volume. */
  readonly volume: string;
  readonly #claim: string;
  readonly #stage: Stage;
  readonly #uid: string;

  private constructor(stage: Stage, facts: { node: NodeName; uid: string; volume: string; claim: string }) {
    this.#stage = stage;
    this.node = facts.node;
    this.#uid = facts.uid;
    this.volume = facts.volume;
    this.#claim = facts.claim;
  }

  static async start(stage: Stage, node: NodeName, order = BLOCK_CLAIM): Promise<WriterPod> {
    const claim = order.name;
    await bindClaims(stage, [order]);
    // Its signals are for the writer, so it is the pod's first process.
    const command = ['record-writer', 'append', FILE, STATUS];
    await startPod(stage, { name: POD, uses: [{ claim, at: '/data' }], command, node });
    const { uid } = await podState(stage, POD);
    const writer = new WriterPod(stage, { node, uid, claim, volume: await volumeOf(stage, claim) });
    await writer.goesOn(0);
    return writer;
  }

  async status(): Promise<WriterStatus> {
    return JSON.parse(await inPod(this.#stage, POD, `cat ${STATUS}`)) as WriterStatus;
  }

  /** Measures the worst stall anew from here. */
  async newWindow(): Promise<void> {
    await inPod(this.#stage, POD, 'kill -USR1 1');
  }

  /** Its status once it has acknowledged records beyond `acknowledged`; undefined when it does not go on. */
  goesOn(acknowledged: number): Promise<WriterStatus | undefined> {
    const further = async (): Promise<WriterStatus | undefined> => {
      const status = await this.status();
      return status.acknowledged > acknowledged + 20 ? status : undefined;
    };
    return waitFor(further, { deadlineMs: GOES_ON_MS, everyMs: 500, signal: this.#stage.signal });
  }

  /** Whether it is the very pod that was started, and its program never ended. */
  async claimUndisturbed(during: string): Promise<void> {
    const { uid, restarts } = await podState(this.#stage, POD);
    const { state, acknowledged } = await this.status();
    const same = uid === this.#uid && restarts === 0 && state === 'running';
    const seen = `${restarts} restarts, ${state}, ${acknowledged} records acknowledged`;
    this.#stage.report.check(`the pod is not disturbed by ${during}`, same, seen);
  }

  /** Ends the pod and reads everything back on the other node, through each gateway alone; the lost records. */
  async end(
    reader: NodeName,
    readBack: (stage: Stage, order: ReadBack) => Promise<number> = readThroughEach,
  ): Promise<number> {
    const stage = this.#stage;
    const { acknowledged } = await this.status();
    await endPods(stage, [POD]);
    const lost = await readBack(stage, { claim: this.#claim, node: reader, acknowledged });
    await deleteClaims(stage, [this.#claim]);
    return lost;
  }
}

export interface WriterStatus {
  readonly state: 'running' | 'stopped' | 'failed';
  readonly acknowledged: number;
  readonly window: { readonly number: number; readonly worstStallMs: number; readonly worstAtMs: number };
}
