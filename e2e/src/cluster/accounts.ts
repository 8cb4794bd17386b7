import { randomBytes } from 'node:crypto';

/** Who speaks to the API server, and as what. */
export interface Account {
  readonly user: string;
  readonly group: string;
  readonly token: string;
}

const account = (user: string, group = ''): Account => ({
  user,
  group,
  token: randomBytes(16).toString('hex'),
});

/** By the name of the kubeconfig that each gets: `admin`, `controllerManager`, `scheduler` and the nodes' own names. */
export type Accounts = Readonly<Record<string, Account>>;

/** Fresh tokens; names and groups are those that the API server's own roles are bound to. */
export function newAccounts(nodes: readonly string[]): Accounts {
  const kubelets = nodes.map((node) => [node, account(`system:node:${node}`, 'system:nodes')] as const);
  return {
    admin: account('admin', 'system:masters'),
    controllerManager: account('system:kube-controller-manager'),
    scheduler: account('system:kube-scheduler'),
    ...Object.fromEntries(kubelets),
  };
}

/** The file for `kube-apiserver --token-auth-file`: token, user, uid, groups. */
export function tokenFile(accounts: Accounts): string {
  const lines = Object.values(accounts).map(
    ({ token, user, group }: Account, index) =>
      `${token},${user},${index + 1}${group === '' ? '' : `,${group}`}`,
  );
  return `${lines.join('\n')}\n`;
}

/** JSON, which is YAML too. `ca`: certificate in PEM. */
export function kubeconfig(server: string, ca: string, token: string): string {
  const cluster = { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'e2e', cluster }],
    users: [{ name: 'me', user: { token } }],
    contexts: [{ name: 'e2e', context: { cluster: 'e2e', user: 'me' } }],
    'current-context': 'e2e',
  });
}
