import type { ArrayAccessPath } from '../../access-path/access-path-setup.port.js';
import type { StorageArray } from '../../array/storage-array.js';
import type { GrantRequest } from '../../attachment/lun-access.port.js';
import { never } from '../../shared/cancel-signal.js';
import { expectOk } from '../check.js';
import { aVolume } from './a-volume.js';
import type { LunAccessSubject } from './lun-access.contract.js';

/** Adds to the subject of grants an array on which access paths are made. */
export interface SetupSubject extends LunAccessSubject {
  /** Host names of block gateways: two at different sites, and a third. */
  readonly gateways: readonly [string, string, string];
  freshPathName(): string;
  /** An address nobody has. */
  freshAddress(): string;
}

export const MANAGER = 'cluster one/ä';

export async function readPath(array: StorageArray, name: string): Promise<ArrayAccessPath> {
  const path = expectOk(await array.accessPathSetup.read(name, never), 'read');
  if (path === undefined) throw new Error(`read: access path ${name} is not there`);
  return path;
}

/** A new access path with the first two gateways. */
export async function aPath(subject: SetupSubject): Promise<ArrayAccessPath> {
  const { array, gateways } = subject;
  const [one, two] = gateways;
  const name = subject.freshPathName();
  const wanted = { name, type: 'Kubernetes', gateways: [one, two], manager: MANAGER };
  expectOk(await array.accessPathSetup.create(wanted, never), 'create');
  return readPath(array, name);
}

export async function mapped(subject: SetupSubject, path: ArrayAccessPath): Promise<GrantRequest> {
  const accessPath = expectOk(await subject.array.accessPaths.find(path.name, never), 'find');
  const request = { volume: await aVolume(subject), node: subject.freshNode(), accessPath };
  expectOk(await subject.array.lunAccess.grant(request, never), 'grant');
  return request;
}

export const gatewaysOf = ({ targets }: ArrayAccessPath): readonly string[] =>
  targets.map(({ gateway }) => gateway).sort();
