import { formatKey, type ArrayCredentials, type ObjectKey } from '@twinsite/domain';
import type { ManagerAddress } from '../client/manager-address.js';
import type { ListedArray, MissingCredentials } from '../directory/array-config.js';
import type { ManagerArrays } from '../directory/manager-arrays.js';
import { credentialKey } from '../session/credential-key.js';
import type { NamedManagers } from './group-access-paths.js';
import type { ArrayListFinding } from './seen-access-path.js';

export type Credentials = ArrayCredentials | MissingCredentials;

export function same(a: Credentials, b: Credentials): boolean {
  if (a.kind === 'missing' || b.kind === 'missing') return a.kind === b.kind;
  return credentialKey(a) === credentialKey(b);
}

export function othersUsed(
  group: readonly NamedManagers[],
  { name, credentials }: ListedArray,
  whose: string,
): readonly ArrayListFinding[] {
  if (credentials.kind === 'missing') return [];
  const unused = group.filter(({ seen }) => !same(seen.credentials, credentials));
  return unused.map(({ seen: { key, credentials: own } }) => {
    const why = own.kind === 'missing' ? `its own cannot be had: ${own.reason}` : 'its own differ';
    const message = `array ${name} is reached with the credentials of another source, ${whose}; for ${formatKey(key)}, ${why}. Give one array one Secret`;
    return { accessPath: key, reason: 'OtherCredentialsUsed', message };
  });
}

export function severalArrays(accessPath: ObjectKey, meant: readonly ListedArray[]): ArrayListFinding {
  const names = meant.map(({ name }) => name).join(', ');
  const message = `spec.cluster_info.xmsServers of ${formatKey(accessPath)}, with AccessPaths that share managers with it, names managers of several configured arrays (${names}); name those of one`;
  return { accessPath, reason: 'ManagersOfSeveralArrays', message };
}

/** Names which manager is of which array. */
export function managersDiffer(
  accessPath: ObjectKey,
  managers: readonly ManagerAddress[],
  { arrays, isChain = false }: { readonly arrays: ManagerArrays; readonly isChain?: boolean },
): ArrayListFinding {
  const labels = [...new Set(managers.map(({ label }) => label))];
  const said = labels.map((label) => {
    const array = arrays.get(label);
    return array === undefined ? `${label} has not said` : `${label} is of array ${array}`;
  });
  const whose = `spec.cluster_info.xmsServers of ${formatKey(accessPath)}${isChain ? ', with AccessPaths that share managers with it,' : ''}`;
  const message = `${whose} names managers of several arrays: ${said.join(', ')}; name those of one`;
  return { accessPath, reason: 'ManagersOfSeveralArrays', message };
}
