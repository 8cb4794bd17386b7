import { sayOnStderr as say, timed } from '@twinsite/lab';
import { CLUSTER_ID } from '../../world/chart-values.js';
import { told } from '../access-path.js';
import { measured, type Stage } from '../stage.js';
import type { Story } from '../story.js';
import { OTHER_ACCOUNT, OTHER_ID, startOtherCluster, type OtherCluster } from './other-cluster.js';
import { applyShared, changesBy, deleteShared, has, onTheArray, takeOver, untilSays } from './shared-path.js';

const OWN_ACCOUNT = 'admin';
const SAID_MS = 90_000;
/** A mark has to stand for a minute before anything is changed on its strength. */
const TAKEN_MS = 240_000;

/** Two clusters have an AccessPath for one path of the array: one manages it, the other looks on, until it is told to take over. */
export const twoClusters: Story = {
  name: 'two-clusters',
  summary:
    'another cluster manages an access path: ours fills its status and changes nothing, until it is told to take over',
  told: 'with-all',
  tell: async (stage: Stage) => {
    const other = await timed(say, 'another cluster', () => startOtherCluster(stage));
    try {
      await applyShared(other.kubectl, 'gw-a');
      const ready = has('Ready', 'True');
      await untilSays(other.kubectl, 'the other cluster’s AccessPath is Ready', { ms: SAID_MS, says: ready });
      await observe(stage);
      const handOverMs = await timed(say, 'the hand-over', () => handOver(stage, other));
      await endBoth(stage, other);
      return { handOverMs };
    } finally {
      await other.end();
    }
  },
};

/** Looks on, wants something else, and goes: each without a change on the array. */
async function observe(stage: Stage): Promise<void> {
  const { kubectl, report } = stage;
  const [before, since] = [onTheArray(stage), Date.now()];
  const says = has('Conflict', 'True', 'Differs');
  for (const gateway of ['gw-a,gw-b', 'gw-b']) {
    await applyShared(kubectl, gateway);
    const status = await untilSays(kubectl, 'the observer says Conflict', { ms: SAID_MS, says });
    const filled = status.gateways?.some(({ name, state }) => name === 'gw-a' && state === 'Active') === true;
    report.check(
      `with gateway: ${gateway} the observer’s status tells what is, who manages it and what differs`,
      status.role === 'observer' && status.manager === OTHER_ID && filled,
      `managed by ${status.manager ?? '?'}; ${told(status)}`,
    );
  }
  claimUntouched(stage, 'an observer changes nothing on the array', { before, since });
  const deleteMs = await measured(() => deleteShared(kubectl));
  claimUntouched(stage, `nor does its deletion (${deleteMs} ms)`, { before, since });
}

async function handOver(stage: Stage, { kubectl: there }: OtherCluster): Promise<number> {
  const { kubectl, report } = stage;
  await applyShared(kubectl, 'gw-a,gw-b');
  const says = has('Conflict', 'True', 'Differs');
  await untilSays(kubectl, 'the observer says Conflict again', { ms: SAID_MS, says });
  const since = Date.now();
  const ms = await measured(async () => {
    await takeOver(kubectl, OTHER_ID);
    const ready = has('Ready', 'True');
    await untilSays(kubectl, 'ours manages it', {
      ms: TAKEN_MS,
      says: (status) => status.role === 'manager' && status.gateways?.length === 2 && ready(status),
    });
  });
  const gone = await untilSays(there, 'the other looks on', {
    ms: SAID_MS,
    says: (status) => status.role === 'observer' && says(status),
  });
  const changes = changesBy(stage, OTHER_ACCOUNT, since);
  report.check(
    'told to take over, ours manages the path and adds its gateway; the other looks on',
    onTheArray(stage).includes(`manager ${CLUSTER_ID} `) &&
      gone.manager === CLUSTER_ID &&
      changes.length === 0,
    `${ms} ms; the array has ${onTheArray(stage)}; the other changed ${changes.join(', ') || 'nothing'} and says: ${told(gone)}`,
  );
  return ms;
}

async function endBoth(stage: Stage, other: OtherCluster): Promise<void> {
  const [before, since] = [onTheArray(stage), Date.now()];
  await deleteShared(other.kubectl);
  const touched = changesBy(stage, OTHER_ACCOUNT, since);
  const same = onTheArray(stage) === before && touched.length === 0;
  const seen = touched.join(', ') || `the array has ${onTheArray(stage)}`;
  stage.report.check('who has handed over deletes its object, and the array keeps the path', same, seen);
  await deleteShared(stage.kubectl);
  const left = onTheArray(stage);
  stage.report.check('the manager deletes its object, and the path is gone', left === 'nothing', left);
}

function claimUntouched(
  stage: Stage,
  claim: string,
  { before, since }: { readonly before: string; readonly since: number },
): void {
  const [after, changes] = [onTheArray(stage), changesBy(stage, OWN_ACCOUNT, since)];
  const same = after === before && changes.length === 0;
  stage.report.check(
    claim,
    same,
    `the array has ${after}; requests that change: ${changes.join(', ') || 'none'}`,
  );
}
