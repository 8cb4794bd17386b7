import type { NodeName } from '../world/kube-nodes.js';
import { inPod } from './pods.js';
import type { Stage } from './stage.js';

/** The pod that reads; it has the claim at /data. */
export const READER = 'reader';

export interface ReadBack {
  readonly claim: string;
  /** One that never mounted the volume. */
  readonly node: NodeName;
  readonly acknowledged: number;
}

/** Reads the writer's records with O_DIRECT in the pod `reader`; how many are missing or torn. */
export async function wrongRecords(
  stage: Stage,
  { node, acknowledged }: ReadBack,
  gateway: string,
): Promise<number> {
  const script = `record-writer check /data/records ${acknowledged} || true`;
  const { records, missing, torn } = JSON.parse(await inPod(stage, READER, script)) as Checked;
  const seen = `${records} records, ${missing} missing, ${torn} torn`;
  const claim = `${node} reads back every acknowledged record through ${gateway}`;
  stage.report.check(claim, missing + torn === 0, seen);
  return missing + torn;
}

interface Checked {
  readonly records: number;
  readonly missing: number;
  readonly torn: number;
}
