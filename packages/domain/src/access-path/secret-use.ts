import { formatKey, type ObjectKey } from '../kubernetes/object-key.js';
import { managerPlace } from '../volume/manager-list.js';
import type { SecretNotAllowed } from './access-path-problems.js';

/** An AccessPath that names a Secret, and where its credentials would be sent (docs/adr/0024). */
export interface SecretUse {
  readonly accessPath: ObjectKey;
  readonly secret: ObjectKey;
  readonly managers: readonly string[];
}

/** By its namespace alone, so before the Secret is read: its own, or one of those `listed`. Undefined: it may be read. */
export function refusalByNamespace(use: SecretUse, listed: readonly string[]): SecretNotAllowed | undefined {
  const { secret, accessPath } = use;
  if (isOwn(use) || listed.includes(secret.namespace)) return undefined;
  const { namespace } = secret;
  return refusal(use, {
    detail: `it is in namespace ${namespace}, which is neither the AccessPath's own nor listed in kubernetes.secretNamespaces (${listed.join(', ')})`,
    remedy: `move the Secret into namespace ${accessPath.namespace}, or list ${namespace} (rbac.secretNamespaces of the chart) and name the managers in its key xmsServers`,
  });
}

/** By the managers that the Secret is `meantFor`: one of another namespace must name them. Undefined: it may be used. */
export function refusalByManagers(
  use: SecretUse,
  meantFor: readonly string[] | undefined,
): SecretNotAllowed | undefined {
  if (meantFor === undefined && isOwn(use)) return undefined;
  const strangers = use.managers.filter(
    (manager) => !(meantFor ?? []).some((entry) => covers(entry, manager)),
  );
  if (meantFor !== undefined && strangers.length === 0) return undefined;
  const unnamed =
    meantFor === undefined
      ? 'it is in another namespace and has no key xmsServers, which says what managers it is meant for'
      : `its key xmsServers, the managers it is meant for, has not ${strangers.join(', ')}`;
  const wanted = use.managers.join(',');
  return refusal(use, {
    detail: unnamed,
    remedy: `put ${wanted} into its key xmsServers, or correct spec.cluster_info of the AccessPath`,
  });
}

/** The same host and port, and never in clear what is meant for https. */
const covers = (entry: string, manager: string): boolean =>
  managerPlace(entry) === managerPlace(manager) && (!isEncrypted(entry) || isEncrypted(manager));

const isEncrypted = (manager: string): boolean => /^https:/i.test(manager);

const isOwn = ({ accessPath, secret }: SecretUse): boolean => accessPath.namespace === secret.namespace;

const refusal = (
  { accessPath, secret }: SecretUse,
  words: Pick<SecretNotAllowed, 'detail' | 'remedy'>,
): SecretNotAllowed => ({
  kind: 'secret-not-allowed',
  accessPath: formatKey(accessPath),
  secret: formatKey(secret),
  ...words,
});
