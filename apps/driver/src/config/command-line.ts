import { parseArgs } from 'node:util';
import type { ConfigProblems } from '@twinsite/domain';

const OPTIONS = {
  driver: { type: 'string' },
  mode: { type: 'string' },
  endpoint: { type: 'string' },
  config: { type: 'string' },
  'node-name': { type: 'string' },
  'node-address': { type: 'string' },
  'node-network': { type: 'string' },
  'state-dir': { type: 'string' },
  'log-level': { type: 'string' },
  site: { type: 'string' },
  'cluster-id': { type: 'string' },
  kubeconfig: { type: 'string' },
  'pod-name': { type: 'string' },
  metrics: { type: 'string' },
  output: { type: 'string', short: 'o' },
  'kubernetes-version': { type: 'string' },
  doctor: { type: 'boolean' },
  'print-multipath-conf': { type: 'boolean' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

type Switch = 'help' | 'version' | 'doctor' | 'print-multipath-conf';
type OptionName = Exclude<keyof typeof OPTIONS, Switch>;

/** A setting and where it came from, so that a message can name it. */
export interface Given {
  readonly where: string;
  readonly value: string;
}

export interface CommandLine {
  /** What to do instead of serving. */
  asks(what: Switch): boolean;
  /** The flag, else the environment variable `TWINSITE_…`. */
  given(name: OptionName): Given | undefined;
}

export const USAGE = `driver: the CSI drivers iscsi.csi.xsky.com and com.nfs.csi.xsky

  --driver iscsi|nfs          which driver to serve (TWINSITE_DRIVER; default iscsi)
  --mode controller|node|all  which services to serve (TWINSITE_MODE)
  --endpoint ENDPOINT         unix:///path/csi.sock or tcp://host:port (TWINSITE_ENDPOINT)
  --config FILE               configuration, YAML or JSON (TWINSITE_CONFIG; docs/configuration.md)
  --node-name NAME            Kubernetes node name, for node mode (TWINSITE_NODE_NAME)
  --node-address IP[,IP]      addresses that NFS traffic of the node comes from, with --driver nfs (TWINSITE_NODE_ADDRESS)
  --node-network CIDR[,CIDR]  or: the node's own addresses in these networks (TWINSITE_NODE_NETWORK)
  --state-dir DIR             node journal, for node mode (TWINSITE_STATE_DIR)
  --site a|b                  where the node stands, for node mode (TWINSITE_SITE)
  --cluster-id ID             names this cluster to the others of the array (TWINSITE_CLUSTER_ID)
  --kubeconfig FILE           API server, outside of a pod (TWINSITE_KUBECONFIG; default: the service account)
  --pod-name NAME             holder of the Lease (TWINSITE_POD_NAME; default: host name)
  --log-level LEVEL           trace|debug|info|warn|error (TWINSITE_LOG_LEVEL; default info)
  --metrics HOST:PORT         serve /metrics and /healthz there (TWINSITE_METRICS; default: not at all)
  --version, --help

Instead of serving:
  --doctor [-o text|json]     look at this node: binaries, daemons, modules, multipath.conf (docs/doctor.md)
  --kubernetes-version 1.X    with --doctor: also the feature gates of that Kubernetes (docs/kubernetes-versions.md)
  --print-multipath-conf      the multipath.conf that fits the configuration

Flags win over environment variables. Secrets are read from files named in the configuration only.
Exit codes: 0 stopped by SIGTERM or SIGINT after a drain, or doctor without problems; 1 cannot serve, or doctor with
problems; 2 usage or configuration.`;

export function readCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  problems: ConfigProblems,
): CommandLine {
  const values = parse(args, problems);
  return {
    asks: (what) => values[what] === true,
    given: (name) => {
      const flag = values[name];
      if (typeof flag === 'string') return { where: `--${name}`, value: flag };
      const variable = `TWINSITE_${name.toUpperCase().replaceAll('-', '_')}`;
      const value = environment[variable];
      return value === undefined || value === '' ? undefined : { where: variable, value };
    },
  };
}

function parse(args: readonly string[], problems: ConfigProblems): Readonly<Record<string, unknown>> {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    const what = error instanceof Error ? error.message : 'cannot be read';
    problems.add('command line', undefined, `${what}; driver --help lists the flags`);
    // What can be understood is read all the same: its own mistakes are told together with this one.
    return parseArgs({ args: [...args], options: OPTIONS, strict: false }).values;
  }
}
