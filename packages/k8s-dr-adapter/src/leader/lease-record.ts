import type { Clock } from '@twinsite/domain';
import { isRecord, type KubeObject } from '../client/kube-object.js';
import type { ObjectPlace } from '../client/resource.js';
import { microTime } from '../shared/micro-time.js';

/** What is read of a Lease. */
export interface LeaseRecord {
  /** Empty when it was released. */
  readonly holder: string;
  readonly durationMs: number;
  readonly transitions: number;
}

export interface LeaseClaim {
  readonly place: ObjectPlace;
  readonly holder: string;
  readonly durationMs: number;
}

export function readLease({ spec }: KubeObject): LeaseRecord {
  const { holderIdentity, leaseDurationSeconds, leaseTransitions } = isRecord(spec) ? spec : {};
  return {
    holder: typeof holderIdentity === 'string' ? holderIdentity : '',
    durationMs: typeof leaseDurationSeconds === 'number' ? leaseDurationSeconds * 1000 : 0,
    transitions: typeof leaseTransitions === 'number' ? leaseTransitions : 0,
  };
}

/** A Lease for its first holder. */
export function newLease({ place, holder, durationMs }: LeaseClaim, clock: Clock): KubeObject {
  const now = microTime(clock.now());
  const spec = { ...spanOf(holder, durationMs), acquireTime: now, renewTime: now, leaseTransitions: 0 };
  return { metadata: { ...metaOf(place) }, spec };
}

/** The same Lease held by the claimant from now on. */
export function heldLease(found: KubeObject, { holder, durationMs }: LeaseClaim, clock: Clock): KubeObject {
  const before = isRecord(found['spec']) ? found['spec'] : {};
  const { holder: last, transitions } = readLease(found);
  const now = microTime(clock.now());
  const taken = last === holder ? {} : { acquireTime: now, leaseTransitions: transitions + 1 };
  return { ...found, spec: { ...before, ...spanOf(holder, durationMs), renewTime: now, ...taken } };
}

/** The same Lease free for anybody at once. */
export function releasedLease(found: KubeObject, clock: Clock): KubeObject {
  const before = isRecord(found['spec']) ? found['spec'] : {};
  const renewTime = microTime(clock.now());
  return { ...found, spec: { ...before, holderIdentity: '', leaseDurationSeconds: 1, renewTime } };
}

const spanOf = (holderIdentity: string, durationMs: number): Readonly<Record<string, unknown>> => ({
  holderIdentity,
  leaseDurationSeconds: Math.ceil(durationMs / 1000),
});

const metaOf = ({ name, namespace }: ObjectPlace): { name: string; namespace?: string } => ({
  name,
  ...(namespace === undefined ? {} : { namespace }),
});
