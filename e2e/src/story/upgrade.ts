import { sayOnStderr as say, timed } from '@twinsite/lab';
import { chartValues } from '../world/chart-values.js';
import type { Stage } from './stage.js';
import { measured } from './stage.js';
import type { Story } from './story.js';
import { WriterPod } from './writer.js';

/** Every pod of the driver is replaced, and replaced again by the way back, under a pod that writes. */
export const upgrade: Story = {
  name: 'upgrade',
  summary: 'helm upgrade and rollback while a pod writes: it is not restarted, nothing is lost',
  told: 'with-all',
  tell: async (stage: Stage) => {
    const { helm, lab, report } = stage;
    const writer = await timed(say, 'a pod that writes', () => WriterPod.start(stage, 'node-1'));
    const values = { ...chartValues(lab), logLevel: 'debug', maxVolumesPerNode: 90 };
    const steps = [
      ['helm upgrade', () => helm.upgrade(values)],
      ['helm rollback', () => helm.rollback()],
    ] as const;
    const figures: number[] = [];
    for (const [what, step] of steps) {
      await writer.newWindow();
      const { acknowledged } = await writer.status();
      const ms = await timed(say, what, () => measured(step));
      const after = await writer.goesOn(acknowledged);
      const seen = `rolled out in ${ms} ms; worst stall of a write ${after?.window.worstStallMs ?? -1} ms`;
      report.check(`the pod writes on through ${what}`, after !== undefined, seen);
      await writer.claimUndisturbed(what);
      figures.push(ms);
    }
    const lost = await timed(say, 'reading back', () => writer.end('node-2'));
    return { lost, upgradeMs: figures[0], rollbackMs: figures[1] };
  },
};
