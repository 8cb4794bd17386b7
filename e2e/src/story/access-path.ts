import { GATEWAYS, waitFor, type Lab } from '@twinsite/lab';
import { linesOf } from './evidence.js';
import { manifest } from './manifests.js';
import { measured, type Stage } from './stage.js';

const READY_MS = 120_000;
const GONE_MS = 120_000;
const EMPTIED_MS = 30_000;
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

/** Deletes it; the array has nothing of it any more, and its gateways show nothing to anybody. */
export async function endAccessPath(stage: Stage): Promise<void> {
  const { kubectl, simulator, report, lab } = stage;
  await kubectl.run(['delete', KIND, NAME, `--timeout=${GONE_MS / 1000}s`], { deadlineMs: GONE_MS + 10_000 });
  const look = async (): Promise<readonly string[]> => {
    const rows = simulator.state.accessPaths.all().map(({ name }) => `array: access path ${name}`);
    const targets = simulator.state.targets.all().map(({ id }) => `array: target ${id}`);
    const shown = await Promise.all(GATEWAYS.map((name) => shownBy(lab, name, stage.signal)));
    return [...rows, ...targets, ...shown.flat()];
  };
  // The array takes what it showed from its gateways by itself, some time after it has told that the path is gone.
  const empty = async (): Promise<true | undefined> => ((await look()).length === 0 ? true : undefined);
  await waitFor(empty, { deadlineMs: EMPTIED_MS, everyMs: 500, signal: stage.signal });
  const left = (await look()).join('; ');
  report.check(
    'deleting the AccessPath empties the array',
    left === '',
    left || 'no access path, no target, no initiator and no LUN on a gateway',
  );
}

/** A gateway listens as long as it runs; whom it knows and what it shows is the access paths'. */
const SHOWN =
  'shopt -s nullglob; for t in /sys/kernel/config/target/iscsi/iqn.*/tpgt_1/{acls,lun}/*; do echo $t; done';

async function shownBy(lab: Lab, name: (typeof GATEWAYS)[number], signal: AbortSignal): Promise<string[]> {
  return (await linesOf(lab, name, SHOWN, signal)).map((line) => `${name}: ${line}`);
}
