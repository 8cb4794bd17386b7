import { UsageError } from '@twinsite/lab';

export const HELP = `npm run e2e -- COMMAND        (root on Debian, Go >= 1.26)

  first-pvc   one real control plane and one real kubelet: the StorageClass, claim and pod of XSKY's article on our
              driver, real iSCSI gateways and the simulated storage manager; last line RESULT {json}
  prepare     only builds the programs first-pvc needs (about 15 minutes the first time on 2 cores), for a later run

Programs and root file systems are kept under \${XDG_CACHE_HOME:-~/.cache}/twinsite.
`;

const COMMANDS = ['first-pvc', 'prepare', 'help'] as const;
export type E2eCommand = (typeof COMMANDS)[number];

/** Reads the words after `npm run e2e --`. Throws UsageError with the remedy. */
export function parseCommand(words: readonly string[]): E2eCommand {
  const [word = 'help', ...rest] = words;
  if (['--help', '-h'].includes(word)) return 'help';
  const command = COMMANDS.find((one) => one === word);
  if (command === undefined || rest.length > 0)
    throw new UsageError(`cannot read \`${words.join(' ')}\`: give ${COMMANDS.join(', ')}`);
  return command;
}
