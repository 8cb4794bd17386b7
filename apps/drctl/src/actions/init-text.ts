import { stringify } from 'yaml';
import type { MadeKeys } from './make-keys.js';

export interface InitAnswers {
  readonly clusters: readonly {
    readonly id: string;
    readonly kubeconfig: string;
    readonly context?: string;
    readonly site: 'a' | 'b';
  }[];
  readonly groups: readonly { readonly name: string; readonly namespaces: readonly string[] }[];
  readonly store: string;
  readonly keys?: MadeKeys | undefined;
}

/** drctl.yaml with a word on each part. */
export function initText({ clusters, groups, store, keys }: InitAnswers): string {
  const block = (comment: string, value: object): string => `# ${comment}\n${stringify(value)}`;
  return [
    '# drctl.yaml: what drctl works with. Paths are relative to this file. `drctl config check` tells what is wrong.\n',
    block(
      'The two clusters. id: as clusterId in the chart. The first is the source unless --from says otherwise.',
      { clusters },
    ),
    block('Applications. Everything in the namespaces, unless labelSelector or pods choose.', { groups }),
    block('Where bundles are kept: one of directory, tar, s3.', { store: { directory: store } }),
    keys === undefined
      ? `# Secrets are sealed for these keys (age); without one, a group that has Secrets is not backed up.\n# Make a pair with age-keygen, or with drctl init --generate-keys.\n# keys: { recipients: [age1...], identity: drctl-identity.txt }\n`
      : block(
          'Secrets are sealed for the recipients; bundles are signed, and only signed ones are trusted.',
          {
            keys: {
              recipients: [keys.recipient],
              identity: keys.identity,
              signing: keys.signing,
              trusted: [keys.trusted],
            },
          },
        ),
    '# The storage, for drctl sites and drctl doctor; the same schema as the driver’s.\n# arrays:\n#   - name: array-1\n#     managers: [10.0.0.1, 10.0.0.2]\n#     credentials: { userFile: user, passwordFile: password }\n#     sites: { a: [gw-a], b: [gw-b], arbiter: [mon-arb] }\n',
  ].join('\n');
}
