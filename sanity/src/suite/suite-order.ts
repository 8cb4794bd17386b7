import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccessType } from '../cli/sanity-command.js';
import type { PathScripts } from '../paths/path-scripts.js';
import { secretsFile, type Account } from './secrets-file.js';

const MIB = 1024 * 1024;
const VOLUME_BYTES = 64 * MIB;
const EXPANDED_BYTES = 96 * MIB;

/** Parents that csi-sanity makes and removes for each spec, where a kubelet has them. */
export const TARGET_PARENT = '/var/lib/kubelet/csi-sanity-target';
export const STAGING = '/var/lib/kubelet/csi-sanity-staging';

export interface SuiteSettings {
  readonly accessType: AccessType;
  /** gRPC targets as grpc-go reads them: `unix:///path` or `dns:///host:port`. */
  readonly controller: string;
  readonly node: string;
  readonly account: Account;
  /** Parameters of the StorageClass. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly paths: PathScripts;
  /** For its files and its report. */
  readonly directory: string;
}

export interface SuiteOrder {
  /** After the program's name. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly report: string;
}

/** No filter is set: whatever the driver advertises is tested. */
export async function prepareSuite(settings: SuiteSettings): Promise<SuiteOrder> {
  const { directory, paths } = settings;
  const [secrets, parameters, report] = ['secrets.yaml', 'parameters.yaml', 'report.json'].map((name) =>
    join(directory, name),
  ) as [string, string, string];
  await writeFile(secrets, secretsFile(settings.account), { mode: 0o600 });
  await writeFile(parameters, JSON.stringify(settings.parameters));
  const flags = {
    'csi.endpoint': settings.node,
    'csi.controllerendpoint': settings.controller,
    'csi.mountdir': TARGET_PARENT,
    'csi.stagingdir': STAGING,
    'csi.createmountpathcmd': paths.create,
    'csi.createstagingpathcmd': paths.create,
    'csi.removemountpathcmd': paths.remove,
    'csi.removestagingpathcmd': paths.remove,
    'csi.checkpathcmd': paths.check,
    'csi.secrets': secrets,
    'csi.testvolumeparameters': parameters,
    'csi.testvolumeaccesstype': settings.accessType === 'raw' ? 'block' : 'mount',
    'csi.testvolumesize': String(VOLUME_BYTES),
    'csi.testvolumeexpandsize': String(EXPANDED_BYTES),
    'csi.testnodevolumeattachlimit': 'true',
    'ginkgo.json-report': report,
    'ginkgo.no-color': 'true',
    'ginkgo.v': 'true',
  };
  return {
    args: Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
    // A proxy of this machine is none of the suite's business.
    env: { PATH: process.env['PATH'], HOME: directory, NO_PROXY: '*' },
    report,
  };
}
