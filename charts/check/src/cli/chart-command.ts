import { UsageError } from '@twinsite/lab';

export const HELP = `npm run chart -- [COMMAND]        (Go >= 1.26)

  check          renders charts/twinsite with many values and says PASS or FAIL of each claim; the default.
                 Last line RESULT {json}
  render WORDS   helm template of the chart with these words, e.g. --set clusterId=c1 -f my-values.yaml
  deploy-yaml    writes deploy/*.yaml anew from the chart

helm is built from its Go module once and kept under \${XDG_CACHE_HOME:-~/.cache}/twinsite. No cluster is needed.
`;

export type ChartCommand =
  | { readonly verb: 'check' | 'deploy-yaml' | 'help' }
  | { readonly verb: 'render'; readonly words: readonly string[] };

/** Reads the words after `npm run chart --`. Throws UsageError with the remedy. */
export function parseCommand(words: readonly string[]): ChartCommand {
  const [verb = 'check', ...rest] = words;
  if (verb === 'render') return { verb, words: rest };
  if (['help', '--help', '-h'].includes(verb)) return { verb: 'help' };
  if ((verb === 'check' || verb === 'deploy-yaml') && rest.length === 0) return { verb };
  throw new UsageError(`cannot read \`${words.join(' ')}\`: give check, render, deploy-yaml or help`);
}
