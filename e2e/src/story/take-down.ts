import { leftoversOf } from '@twinsite/lab';
import { measured, type Stage } from './stage.js';

const GONE_MS = 90_000;

/** Deletes the claim and waits until the volume is gone from Kubernetes; milliseconds. */
export function deleteClaim({ kubectl }: Stage): Promise<number> {
  return measured(async () => {
    const wait = ['delete', 'pvc', 'my-pvc', `--timeout=${GONE_MS / 1000}s`];
    await kubectl.run(wait, { deadlineMs: GONE_MS + 10_000 });
    await kubectl.until('the PersistentVolume is gone', GONE_MS, async () =>
      (await kubectl.list('pv')).length === 0 ? true : undefined,
    );
  });
}

/** Kernels, configfs, the array's tables and the API server; how many things are left. */
export async function claimNothingLeft(stage: Stage): Promise<number> {
  const { simulator, report } = stage;
  const broken = simulator.violations().map(({ request, problems }) => `${request}: ${problems.join(', ')}`);
  const kept = broken.join('; ') || `${simulator.requestLog().length} requests`;
  report.check('every request and reply kept the contract', broken.length === 0, kept);
  const left = [...(await leftoversOf(stage.lab, simulator, stage.signal)), ...(await objectsLeft(stage))];
  const seen = left.join('; ') || 'kernels, configfs, the array’s tables and the API server are empty';
  report.check('nothing is left of the volume', left.length === 0, seen);
  return left.length;
}

async function objectsLeft({ kubectl }: Stage): Promise<readonly string[]> {
  const kinds = ['pod', 'pvc', 'pv', 'volumeattachment'] as const;
  const found = await Promise.all(kinds.map((kind) => kubectl.list(kind)));
  return found.flatMap((objects, index) =>
    objects.map(({ metadata }) => `API server: ${kinds[index] ?? ''} ${metadata.name}`),
  );
}
