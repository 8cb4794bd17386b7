import { gateProbe } from '../../../gate/gate-probe.js';
import type { GroupActivity, GroupGate } from '../../../gate/group-gate.js';
import { removeGate } from '../../../gate/remove-gate.js';
import { setGate } from '../../../gate/set-gate.js';
import type { ClusterObject } from '../../../recovery/objects/cluster-object.js';
import type { ObjectKind } from '../../../recovery/objects/object-kind.js';
import type { ClusterObjects } from '../../../recovery/ports/cluster-objects.port.js';
import { never } from '../../../shared/cancel-signal.js';
import type { Clock } from '../../../shared/clock.port.js';
import type { Problem } from '../../../shared/problem.js';
import type { Result } from '../../../shared/result.js';
import { expectEqual, expectOk, expectTrue } from '../../check.js';

export interface AdmissionGateSubject {
  readonly objects: ClusterObjects;
  readonly clock: Clock;
  /** Never given before; at most 40 characters, as DNS labels are. */
  readonly freshName: () => string;
}

export const KEPT = { manager: 'contract', force: true, dryRun: false } as const;
const TRIED = { ...KEPT, dryRun: true } as const;

export async function kindOf({ objects }: AdmissionGateSubject, kind: string): Promise<ObjectKind> {
  const kinds = expectOk(await objects.kinds(never), 'kinds');
  const found = kinds.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`${kind} is not served`);
  return found;
}

/** With the account that a controller would make, without which no pod is admitted. */
export async function aNamespace(subject: AdmissionGateSubject): Promise<string> {
  const name = subject.freshName();
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  expectOk(
    await subject.objects.apply(await kindOf(subject, 'Namespace'), namespace, KEPT, never),
    'namespace',
  );
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: name },
  };
  const kinds = expectOk(await subject.objects.kinds(never), 'kinds');
  const accounts = kinds.find(({ kind }) => kind === 'ServiceAccount');
  if (accounts !== undefined)
    expectOk(await subject.objects.apply(accounts, account, KEPT, never), 'account');
  return name;
}

interface Mounting {
  readonly namespace: string;
  /** Of the claim. */
  readonly name: string | undefined;
}

export function pod({ namespace, name = 'none' }: Mounting): ClusterObject {
  const probe = gateProbe({ namespace, name });
  return { ...probe, metadata: { ...probe.metadata, name: 'a-pod' } };
}

export async function trying(
  subject: AdmissionGateSubject,
  mounting: Mounting,
  more: { readonly spec?: object } = {},
): Promise<Result<ClusterObject, Problem>> {
  const wanted = pod(mounting);
  const volumes = mounting.name === undefined ? { volumes: [] } : {};
  const spec = { ...(wanted['spec'] as object), ...volumes, ...more.spec };
  return subject.objects.apply(await kindOf(subject, 'Pod'), { ...wanted, spec }, TRIED, never);
}

export interface Stand {
  readonly gate: GroupGate;
  readonly namespace: string;
  readonly claim: string;
  set(state: GroupActivity): Promise<string>;
  tries(
    claim: string | undefined,
    more?: { readonly spec?: object },
  ): Promise<Result<ClusterObject, Problem>>;
  clear(): Promise<void>;
}

export async function gated(subject: AdmissionGateSubject, state: GroupActivity): Promise<Stand> {
  const [namespace, group, claim] = [await aNamespace(subject), subject.freshName(), 'data'];
  const gate = { group, cluster: 'b', claims: [{ namespace, name: claim }] };
  const set = async (wanted: GroupActivity): Promise<string> =>
    expectOk(await setGate(subject, { gate, state: wanted }, never), `set ${wanted}`);
  expectEqual(await set(state), 'set', 'outcome');
  return {
    ...{ gate, namespace, claim, set },
    tries: (name, more) => trying(subject, { namespace, name }, more),
    clear: async () => {
      expectOk(await removeGate(subject.objects, group, never), 'clear');
    },
  };
}

export async function untilTaken(
  { clock }: AdmissionGateSubject,
  tries: () => Promise<Result<unknown, Problem>>,
): Promise<void> {
  const until = clock.now() + 30_000;
  for (;;) {
    const tried = await tries();
    if (tried.ok) return;
    expectTrue(clock.now() < until, 'taken in the end');
    await clock.sleep(100, never);
  }
}
