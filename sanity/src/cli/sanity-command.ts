export const ACCESS_TYPES = ['mount', 'raw', 'nfs'] as const;
/** `nfs` is mounted too, by the other driver. */
export type AccessType = (typeof ACCESS_TYPES)[number];

export type SanityCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'run'; readonly accessType: AccessType; readonly real: boolean };

export class UsageError extends Error {}

export const HELP = `npm run sanity -- mount|raw|nfs [--real]

csi-sanity, the conformance test of the Container Storage Interface, against our drivers: controller and node on a
socket each, a secret in every call, no spec filtered out.

  mount    volumes with a file system, of the iSCSI driver
  raw      raw block volumes
  nfs      volumes of the NFS driver, whose nodes are let in one by one (access node)
  --real   on the lab's real kernels (root on Debian) instead of the simulated array and host

Needs Go >= 1.26 on the PATH; csi-sanity is built once and kept under \${XDG_CACHE_HOME:-~/.cache}/twinsite.
`;

/** Reads the words after `npm run sanity --`. Throws UsageError with the remedy. */
export function parseCommand(words: readonly string[]): SanityCommand {
  if (words.length === 0 || words.some((word) => ['help', '--help', '-h'].includes(word)))
    return { kind: 'help' };
  const [word, ...rest] = words.filter((one) => one !== '--real');
  const accessType = ACCESS_TYPES.find((one) => one === word);
  if (accessType === undefined || rest.length > 0)
    throw new UsageError(
      `cannot read \`${words.join(' ')}\`: give \`mount\`, \`raw\` or \`nfs\`, and \`--real\` for the lab's kernels`,
    );
  return { kind: 'run', accessType, real: words.includes('--real') };
}
