import type { CancelSignal } from '../../shared/cancel-signal.js';
import { inLanes } from '../../shared/in-lanes.js';
import type { Problem } from '../../shared/problem.js';
import { stoppedProblem } from '../../shared/stopped-problem.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import type { Layer } from '../set/layer.js';
import { applyStep } from './apply-step.js';
import type { RestorePorts } from './restore-ports.js';
import { isWrite, type Action, type Step } from './step.js';

/** Changes in flight at once: enough to hide the way to the server, few enough for its flow control. */
const LANES = 16;

interface LayerWork {
  readonly layer: Layer;
  readonly steps: readonly Step[];
  readonly done: Map<Action, number>;
}

/** Does all steps of a layer, also after one has failed: what can be done is done. Answers what could not. */
export async function applyLayer(
  ports: RestorePorts,
  { layer, steps, done }: LayerWork,
  signal: CancelSignal,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const count = ({ action }: Step): void => void done.set(action, (done.get(action) ?? 0) + 1);
  const writes = steps.filter(isWrite);
  steps.filter((step) => !isWrite(step)).forEach(count);
  if (writes.length > 0) ports.progress.tell({ type: 'layer', layer, writes: writes.length });
  let begun = 0;
  await inLanes(writes, { lanes: LANES, signal }, async (step) => {
    begun += 1;
    const object = formatRef(refOf(step.wanted));
    const result = await journalled(ports, step, signal);
    if (result === undefined) {
      count(step);
      ports.progress.tell({ type: 'step', layer, object, action: step.action });
      return;
    }
    problems.push(result);
    ports.progress.tell({ type: 'problem', problem: result });
  });
  if (begun < writes.length) problems.push(stoppedProblem(signal, `making the objects of layer ${layer}`, 0));
  return problems;
}

/** Intent on the disk, then the step, then its result. */
async function journalled(
  ports: RestorePorts,
  step: Step,
  signal: CancelSignal,
): Promise<Problem | undefined> {
  const name = `${step.action} ${formatRef(refOf(step.wanted))}`;
  const intent = await ports.journal.append({ type: 'intent', step: name });
  if (!intent.ok) return intent.problem;
  const result = await applyStep(ports.target, step, signal);
  const outcome = result.ok ? 'done' : 'failed';
  const detail = result.ok ? `uid ${result.value.metadata.uid ?? '?'}` : result.problem.kind;
  const written = await ports.journal.append({ type: 'result', step: name, outcome, detail });
  if (!result.ok) return result.problem;
  return written.ok ? undefined : written.problem;
}
