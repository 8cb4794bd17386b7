import { randomBytes } from 'node:crypto';
import { sayOnStderr as say, timed, waitFor } from '@twinsite/lab';
import { NAMESPACE } from '../world/helm.js';
import { untilPathReady } from './access-path.js';
import { bindClaims, claimManifest, deleteClaims, untilBound } from './claims.js';
import { manifest } from './manifests.js';
import { endPods, inPod, startPod } from './pods.js';
import { claimSecrecy } from './secrecy.js';
import { measured, type Stage } from './stage.js';
import type { Story } from './story.js';

const ACCOUNT = 'admin';
const REFUSED_MS = 60_000;
const CLAIMS = ['before', 'meanwhile', 'after'] as const;

/** The array's password changes first, and the Secret of the AccessPath some time later, as people do it. */
export const newPassword: Story = {
  name: 'new-password',
  summary:
    'the array’s password changes, then its Secret: claims of before, meanwhile and after live, no part of the driver restarts',
  told: 'with-all',
  tell: async (stage: Stage) => {
    const { kubectl, simulator, report, home } = stage;
    const pods = await driverPods(stage);
    await bindClaims(stage, [{ name: 'before', size: '1Gi' }]);
    const password = randomBytes(12).toString('hex');
    simulator.accounts.changePassword(ACCOUNT, password);
    simulator.expireLogins();
    await kubectl.apply(claimManifest({ name: 'meanwhile', size: '1Gi' }));
    await timed(say, 'the old password is refused', () => untilRefused(stage));
    await kubectl.apply(await manifest(home, 'secret', { PASSWORD: password }));
    const recoveredMs = await timed(say, 'the new password', () =>
      measured(() => untilBound(stage, ['meanwhile'])),
    );
    const boundMs = await bindClaims(stage, [{ name: 'after', size: '1Gi' }]);
    await claimUsable(stage);
    const deletedMs = await deleteClaims(stage, CLAIMS);
    await untilPathReady(stage);
    const left = simulator.state.volumes.all().length;
    report.check(
      'claims made before, during and after the change of the password are bound, written and deleted',
      left === 0,
      `bound ${recoveredMs} ms after the Secret, the next one in ${boundMs} ms; deleted in ${deletedMs} ms; ${left} volumes on the array`,
    );
    claimPatience(stage);
    const [were, are] = [pods.join('; '), (await driverPods(stage)).join('; ')];
    report.check('no part of the driver restarts', were === are, are);
    await claimSecrecy({ ...stage, password });
    return { recoveredMs, boundMs, deletedMs };
  },
};

/** Pods of the driver, and how often their containers began. */
async function driverPods({ kubectl }: Stage): Promise<readonly string[]> {
  const pods = (await kubectl.list('pod')).filter(({ metadata }) => metadata.namespace === NAMESPACE);
  return pods.map(({ metadata, status }) => {
    const containers = (status?.['containerStatuses'] ?? []) as readonly { readonly restartCount: number }[];
    const restarts = containers.reduce((sum, { restartCount }) => sum + restartCount, 0);
    return `${metadata.name} ${metadata.uid}: ${restarts} restarts`;
  });
}

async function untilRefused(stage: Stage): Promise<void> {
  const refused = (): Promise<true | undefined> => Promise.resolve(refusals(stage) > 0 ? true : undefined);
  const limits = { deadlineMs: REFUSED_MS, everyMs: 200, signal: stage.signal };
  if ((await waitFor(refused, limits)) === undefined) throw new Error('nobody tried the old password');
}

/** Logins that the array has refused. */
const refusals = ({ simulator }: Stage): number =>
  simulator
    .requestLog()
    .filter(({ method, path, status }) => method === 'POST' && /auth\/tokens/.test(path) && status === 401)
    .length;

/** Arrays freeze an account after some wrong passwords in a row. */
function claimPatience(stage: Stage): void {
  const frozen = stage.simulator.accounts.isFrozen(ACCOUNT);
  const seen = `${refusals(stage)} logins were refused; the account is ${frozen ? 'FROZEN' : 'not frozen'}`;
  stage.report.check('the old password is not tried until the array freezes the account', !frozen, seen);
}

async function claimUsable(stage: Stage): Promise<void> {
  const uses = CLAIMS.map((claim) => ({ claim, at: `/${claim}` }));
  await startPod(stage, { name: 'user', uses });
  const script = CLAIMS.map((claim) => `echo ${claim} > /${claim}/file && sync && cat /${claim}/file`).join(
    ' && ',
  );
  const seen = (await inPod(stage, 'user', script)).trim().split('\n').join(', ');
  stage.report.check('a pod writes to all of them', seen === CLAIMS.join(', '), seen);
  await endPods(stage, ['user']);
}
