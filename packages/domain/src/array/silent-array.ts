import type { FileArray } from '../file/file-array.js';
import type { FileServices } from '../file/file-services.js';
import type { Problem } from '../shared/problem.js';
import { failed, type Result } from '../shared/result.js';
import type { FencePolicy, StorageArray } from './storage-array.js';

type Refusal = () => Promise<Result<never, Problem>>;

/**
 * An array that is listed and cannot be asked: every question gets the same problem, so that nothing is ever called missing
 * or gone on its account (design section 1).
 */
export function silentArray(name: string, fence: FencePolicy, problem: Problem): StorageArray & FileArray {
  const refuse: Refusal = () => Promise.resolve(failed(problem));
  return {
    name,
    fence,
    volumes: { find: refuse, create: refuse, settle: refuse, delete: refuse, list: refuse },
    volumeChanges: { describe: refuse, resize: refuse, flatten: refuse },
    snapshots: { get: refuse, create: refuse, settle: refuse, delete: refuse, list: refuse },
    groupSnapshots: { take: refuse, remove: refuse },
    pools: { find: refuse, list: refuse },
    accessPaths: { find: refuse, names: refuse },
    lunAccess: {
      ownerOf: refuse,
      holders: refuse,
      grant: refuse,
      granted: refuse,
      revoke: refuse,
      sessions: refuse,
    },
    publishedNodes: { byVolume: refuse },
    sites: { read: refuse },
    accessPathSetup: {
      read: refuse,
      create: refuse,
      mark: refuse,
      remove: refuse,
      addGateway: refuse,
      removeGateway: refuse,
    },
    vipSetup: { add: refuse, remove: refuse, setPreempt: refuse },
    gatewayUse: { clientsThrough: refuse },
    ownership: { read: refuse, claim: refuse, protect: refuse, unprotect: refuse },
    files: silentFiles(refuse),
  };
}

const silentFiles = (refuse: Refusal): FileServices => ({
  folders: { find: refuse, list: refuse, gatewayGroups: refuse },
  trees: { find: refuse, create: refuse, settle: refuse, resize: refuse, delete: refuse, list: refuse },
  shares: {
    ofFolder: refuse,
    share: refuse,
    permit: refuse,
    restrict: refuse,
    revoke: refuse,
    remove: refuse,
  },
  clients: { group: refuse, registerNode: refuse, connections: refuse },
});
