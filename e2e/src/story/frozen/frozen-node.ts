import { setTimeout as sleep } from 'node:timers/promises';
import { poolDigest, sayOnStderr as say, timed } from '@twinsite/lab';
import { untilReady } from '../../world/kube-world.js';
import type { NodeName } from '../../world/kube-nodes.js';
import { bindClaims, deleteClaims, volumeOf } from '../claims.js';
import { endPods, inPod, startPod } from '../pods.js';
import { measured, type Stage } from '../stage.js';
import type { Story } from '../story.js';
import { DIRTY, DIRTY_KB, dirtyKilobytes, NEW, OLD, timesOnVolume } from './dirty-pages.js';

const FROZEN: NodeName = 'node-1';
const OTHER: NodeName = 'node-2';
const CLAIM = 'contested';
const TAINT = 'node.kubernetes.io/out-of-service=nodeshutdown:NoExecute';
const NOT_READY_MS = 90_000;
const MOVED_MS = 240_000;
/** Longer than the kernel keeps a dirty page (30 s). */
const WATCH_MS = 45_000;

/** A node stands still with pages it has not written yet; its volume is used elsewhere; then it goes on. */
export const frozenNode: Story = {
  name: 'frozen-node',
  summary:
    'a node freezes with dirty pages, its pod moves by the out-of-service taint, it thaws: no double write',
  told: 'with-all',
  tell: async (stage: Stage) => {
    const { lab, kubectl, simulator, report, plane, signal } = stage;
    await bindClaims(stage, [{ name: CLAIM, size: '1Gi', raw: true }]);
    const uses = [{ claim: CLAIM, at: '/dev/raw', device: true }];
    await startPod(stage, { name: 'first', uses, node: FROZEN });
    const name = await volumeOf(stage, CLAIM);
    const row = simulator.state.volumes.all().find((one) => one.name === name);
    const volumeId = row?.id ?? 0;
    await inPod(stage, 'first', DIRTY);
    const dirtyKb = await dirtyKilobytes(stage);
    lab.guest(FROZEN).freeze();
    const before = await timesOnVolume(stage, volumeId, OLD);
    const movedMs = await measured(async () => {
      await timed(say, `${FROZEN} is noticed`, () => untilNotReady(stage));
      await kubectl.run(['taint', 'node', FROZEN, TAINT]);
      await kubectl.until('the pod is gone', MOVED_MS, async () =>
        (await kubectl.find('pod', 'first')) === undefined ? true : undefined,
      );
      await timed(say, 'the pod on the other node', () =>
        startPod(stage, { name: 'second', uses, node: OTHER }),
      );
    });
    await inPod(stage, 'second', NEW.write);
    const written = await poolDigest(lab.pool, volumeId);
    lab.guest(FROZEN).thaw();
    await timed(say, `${FROZEN} goes on`, () => sleep(WATCH_MS, undefined, { signal }));
    const later = await poolDigest(lab.pool, volumeId);
    const doubleWrites = await timesOnVolume(stage, volumeId, OLD);
    report.check(
      'not one page of the node that stood still lands after the other has written',
      dirtyKb >= DIRTY_KB && later === written && doubleWrites === 0,
      `it stood still with ${dirtyKb} kB not written yet; ${before} of its blocks had landed before; ${doubleWrites} are there ${WATCH_MS / 1000} s after the thaw; the content is ${later === written ? 'unchanged' : 'CHANGED'}`,
    );
    await kubectl.run(['taint', 'node', FROZEN, `${TAINT}-`]);
    await untilReady(plane);
    await endPods(stage, ['second']);
    await deleteClaims(stage, [CLAIM]);
    return { doubleWrites, movedMs };
  },
};

async function untilNotReady({ kubectl }: Stage): Promise<void> {
  await kubectl.until(`${FROZEN} is not Ready`, NOT_READY_MS, async () => {
    const { conditions } = ((await kubectl.find('node', FROZEN))?.status ?? {}) as NodeStatus;
    return conditions?.some(({ type, status }) => type === 'Ready' && status !== 'True') === true
      ? true
      : undefined;
  });
}

interface NodeStatus {
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
}
