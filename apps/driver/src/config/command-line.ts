import { parseArgs } from 'node:util';
import type { ConfigProblems } from '@twinsite/domain';

const OPTIONS = {
  driver: { type: 'string' },
  mode: { type: 'string' },
  endpoint: { type: 'string' },
  config: { type: 'string' },
  'node-name': { type: 'string' },
  'state-dir': { type: 'string' },
  'log-level': { type: 'string' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

type OptionName = Exclude<keyof typeof OPTIONS, 'help' | 'version'>;

/** A setting and where it came from, so that a message can name it. */
export interface Given {
  readonly where: string;
  readonly value: string;
}

export interface CommandLine {
  readonly help: boolean;
  readonly version: boolean;
  /** The flag, else the environment variable `TWINSITE_…`. */
  given(name: OptionName): Given | undefined;
}

export const USAGE = `driver: the CSI driver iscsi.csi.xsky.com

  --driver iscsi              which driver to serve (TWINSITE_DRIVER; default iscsi)
  --mode controller|node|all  which services to serve (TWINSITE_MODE)
  --endpoint ENDPOINT         unix:///path/csi.sock or tcp://host:port (TWINSITE_ENDPOINT)
  --config FILE               configuration, YAML or JSON (TWINSITE_CONFIG; docs/configuration.md)
  --node-name NAME            Kubernetes node name, for node mode (TWINSITE_NODE_NAME)
  --state-dir DIR             node journal, for node mode (TWINSITE_STATE_DIR)
  --log-level LEVEL           trace|debug|info|warn|error (TWINSITE_LOG_LEVEL; default info)
  --version, --help

Flags win over environment variables. Secrets are read from files named in the configuration only.`;

export function readCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  problems: ConfigProblems,
): CommandLine {
  const values = parse(args, problems);
  return {
    help: values.help === true,
    version: values.version === true,
    given: (name) => {
      const flag = values[name];
      if (typeof flag === 'string') return { where: `--${name}`, value: flag };
      const variable = `TWINSITE_${name.toUpperCase().replaceAll('-', '_')}`;
      const value = environment[variable];
      return value === undefined || value === '' ? undefined : { where: variable, value };
    },
  };
}

function parse(
  args: readonly string[],
  problems: ConfigProblems,
): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'] {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    problems.add('command line', undefined, error instanceof Error ? error.message : 'cannot be read');
    return {};
  }
}
