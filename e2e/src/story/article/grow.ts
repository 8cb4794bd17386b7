import { inPod, podState } from '../pods.js';
import { measured, type Stage } from '../stage.js';

const GROWN_MS = 120_000;
const WANTED = '25Gi';
const GIB = 1024 ** 3;

/** Asks for more while the pod runs, until the claim says that it has it; milliseconds. */
export async function grow(stage: Stage, volume: string): Promise<number> {
  const { kubectl, report, simulator } = stage;
  const before = await fileSystemGib(stage);
  const patch = JSON.stringify({ spec: { resources: { requests: { storage: WANTED } } } });
  const ms = await measured(async () => {
    await kubectl.run(['patch', 'pvc', 'my-pvc', '-p', patch]);
    await kubectl.until(`my-pvc has ${WANTED}`, GROWN_MS, async () => {
      const { capacity } = ((await kubectl.find('pvc', 'my-pvc'))?.status ?? {}) as Capacity;
      return capacity?.storage === WANTED ? true : undefined;
    });
  });
  const after = await fileSystemGib(stage);
  const row = simulator.state.volumes.all().find(({ name }) => name === volume);
  const { restarts } = await podState(stage, 'my-pod');
  report.check(
    'the file system grows under the running pod',
    before < 20 && after > 24 && row?.size === 25 * GIB && restarts === 0,
    `${before.toFixed(1)} GiB became ${after.toFixed(1)} GiB in ${ms} ms; the array has ${(row?.size ?? 0) / GIB} GiB; ${restarts} restarts`,
  );
  return ms;
}

interface Capacity {
  readonly capacity?: { readonly storage: string };
}

async function fileSystemGib(stage: Stage): Promise<number> {
  const script = `df -kP /var/lib/www/html | awk 'END { print $2 }'`;
  return Number(await inPod(stage, 'my-pod', script)) / 1024 ** 2;
}
