import type { ClientGroup, FileClient } from '../../../file/client-group.js';
import type { FileFolder } from '../../../file/file-folder.js';
import type { GatewayGroup } from '../../../file/gateway-group.js';
import type { NfsShare } from '../../../file/nfs-share.js';
import type { QuotaTree } from '../../../file/quota-tree.js';
import { bytes } from '../../../shared/bytes.js';
import type { Problem } from '../../../shared/problem.js';
import { failed, type Result } from '../../../shared/result.js';
import type { SiteReading } from '../../../site/site-observer.port.js';
import type { FakeFileFaults } from './file-array-faults.js';

/** What one in-memory array holds for files. Shared by its ports, so that several controllers can stand on it at once. */
export interface FileArrayState {
  readonly name: string;
  /** Without their quota trees; `promised` is counted when asked. */
  readonly folders: FileFolder[];
  readonly gatewayGroups: GatewayGroup[];
  /** All by id. */
  readonly trees: Map<string, QuotaTree>;
  readonly shares: Map<string, NfsShare>;
  readonly clients: Map<string, FileClient>;
  readonly groups: Map<string, ClientGroup>;
  readonly faults: FakeFileFaults;
  reading: SiteReading | undefined;
  serial: number;
}

export const nextId = (state: FileArrayState): string => String((state.serial += 1));

/** The folder as the array shows it now. */
export function withPromised(state: FileArrayState, folder: FileFolder): FileFolder {
  const sizes = [...state.trees.values()]
    .filter((tree) => tree.folder.id === folder.id)
    .map(({ size }) => size);
  return { ...folder, promised: bytes(sizes.reduce((sum, size) => sum + size, 0n)) };
}

/** Every answer of the fake goes through here: a dark array answers nothing at all. */
export function answer<T>(
  { name: array, faults }: FileArrayState,
  produce: () => Result<T, Problem>,
): Promise<Result<T, Problem>> {
  if (!faults.dark) return Promise.resolve(produce());
  const tried = [{ manager: `${array}-manager`, reason: 'connect timeout' }];
  return Promise.resolve(failed({ kind: 'array-unreachable', array, tried }));
}

/** As `answer`, of an array that may have no file API. */
export const answerFile = <T>(
  state: FileArrayState,
  operation: string,
  produce: () => Result<T, Problem>,
): Promise<Result<T, Problem>> =>
  answer(state, () => {
    const version = state.faults.versionWithoutFiles;
    if (version === undefined) return produce();
    return failed({ kind: 'file-api-missing', array: state.name, version, operation });
  });

/** A change that succeeds may lose its answer. */
export async function changeFile<T>(
  state: FileArrayState,
  operation: string,
  produce: () => Result<T, Problem>,
): Promise<Result<T, Problem>> {
  const made = await answerFile(state, operation, produce);
  if (!made.ok || !state.faults.loseNextReply) return made;
  state.faults.loseNextReply = false;
  return failed({ kind: 'outcome-unknown', array: state.name, operation, detail: 'reply lost' });
}
