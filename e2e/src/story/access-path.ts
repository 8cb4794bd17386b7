import { GATEWAYS, type Lab } from '@twinsite/lab';
import { linesOf } from './evidence.js';
import { manifest } from './manifests.js';
import { measured, type Stage } from './stage.js';

const READY_MS = 120_000;
const GONE_MS = 120_000;
const KIND = 'accesspaths.sds.xsky.com';
const NAME = 'my-ap';

/** `status` of the AccessPath, as far as it is looked at here. */
export interface Status {
  readonly observedGeneration?: number;
  readonly role?: string;
  readonly conditions?: readonly Condition[];
  readonly gateways?: readonly { readonly name: string; readonly site?: string; readonly state: string }[];
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

export async function statusOf({ kubectl }: Stage): Promise<Status> {
  return (await kubectl.find(KIND, NAME))?.status ?? {};
}

/** What the AccessPath says of itself, on one line. */
export const told = ({ role, conditions = [], gateways = [] }: Status): string =>
  [
    role ?? 'no role',
    ...gateways.map(({ name, site, state }) => `${name} (${site ?? '?'}) ${state}`),
    ...conditions.map(({ type, status, reason, message }) => `${type}=${status} ${reason}: ${message}`),
  ].join('; ');

const isReady = ({ conditions = [] }: Status): boolean =>
  conditions.some(({ type, status }) => type === 'Ready' && status === 'True');

/** Waits until the condition Ready is True of the newest generation; rejects with what the object says instead. */
export async function untilPathReady(stage: Stage): Promise<Status> {
  let last: Status = {};
  const ready = async (): Promise<Status | undefined> => {
    const object = await stage.kubectl.find(KIND, NAME);
    last = object?.status ?? {};
    const { generation } = object?.metadata ?? {};
    return isReady(last) && last.observedGeneration === generation ? last : undefined;
  };
  return stage.kubectl.until('the AccessPath is Ready', READY_MS, ready).catch((error: unknown) => {
    throw new Error(`${(error as Error).message}; it says: ${told(last)}`, { cause: error });
  });
}

/** The article's AccessPath: the array has nothing yet, and has what it asks for when it is Ready; milliseconds. */
export async function makeAccessPath(stage: Stage): Promise<number> {
  const { kubectl, simulator, report, home } = stage;
  const before = simulator.state.accessPaths.all().length;
  const ms = await measured(async () => {
    await kubectl.apply(await manifest(home, 'access-path'));
    await untilPathReady(stage);
  });
  const status = await statusOf(stage);
  const rows = simulator.state.accessPaths.all().map(({ name }) => name);
  const both =
    status.gateways?.map(({ name, state }) => `${name} ${state}`).join() === 'gw-a Active,gw-b Active';
  report.check(
    'the AccessPath makes the access path with a target on each gateway, and is Ready',
    before === 0 && rows.join() === 'myap' && status.role === 'manager' && both,
    `${ms} ms; the array has ${rows.join() || 'none'}; ${told(status)}`,
  );
  return ms;
}

/** Deletes it; the array and its gateways have nothing of it any more. */
export async function endAccessPath(stage: Stage): Promise<void> {
  const { kubectl, simulator, report, lab } = stage;
  await kubectl.run(['delete', KIND, NAME, `--timeout=${GONE_MS / 1000}s`], { deadlineMs: GONE_MS + 10_000 });
  const rows = simulator.state.accessPaths.all().map(({ name }) => `array: access path ${name}`);
  const targets = (await Promise.all(GATEWAYS.map((name) => targetsOf(lab, name, stage.signal)))).flat();
  const left = [...rows, ...targets].join('; ');
  report.check('deleting the AccessPath empties the array', left === '', left || 'no access path, no target');
}

const TARGETS = 'shopt -s nullglob; for t in /sys/kernel/config/target/iscsi/iqn.*; do echo $t; done';

async function targetsOf(lab: Lab, name: (typeof GATEWAYS)[number], signal: AbortSignal): Promise<string[]> {
  return (await linesOf(lab, name, TARGETS, signal)).map((line) => `${name}: ${line}`);
}
