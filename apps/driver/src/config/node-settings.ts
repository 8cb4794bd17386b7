import { hostname } from 'node:os';
import { FieldReader, SITE_IDS, type ConfigProblems, type SiteId } from '@twinsite/domain';
import type { CommandLine } from './command-line.js';
import type { DriverKind } from './driver-keys.js';
import { readNodeAddresses } from './node-addresses.js';

export interface NodeSettings {
  /** Kubernetes node name. */
  readonly name: string;
  /** Directory of the node journal; must outlive the driver's process and its container. */
  readonly stateDirectory: string;
  /** Where the node stands; part of its node id and of every log line and metric. */
  readonly site?: SiteId;
  /** Put before every host command, e.g. nsenter into the namespaces of process 1; empty on the host itself. */
  readonly hostPrefix: readonly string[];
  /** Addresses that the array sees its NFS traffic from; of the NFS driver alone, and never empty there. */
  readonly addresses?: readonly string[];
}

const NO_ADDRESS =
  'is required for the node of the NFS driver, or --node-network: what the array sees NFS traffic of this node from';

const DEFAULT_MAX_VOLUMES = 100;
/** Nothing of NFS bounds the mounts of a node. */
const NO_LIMIT = 0;

export interface NodePart {
  /** Both modes go by it: the node tells it, the controller keeps it. */
  readonly maxVolumes: number;
  /** As given, also where no node is served. */
  readonly stateDirectory: string | undefined;
  readonly hostPrefix: readonly string[];
  readonly node: NodeSettings | undefined;
}

export interface NodeOrder {
  readonly problems: ConfigProblems;
  /** Whether the node services are served. */
  readonly required: boolean;
  readonly driver: DriverKind;
}

export function readNode(
  line: CommandLine,
  file: FieldReader,
  { problems, required, driver }: NodeOrder,
): NodePart {
  const fields = new FieldReader(file.any('node'), file.path('node'), problems);
  const [givenName, givenDirectory] = [line.given('node-name')?.value, line.given('state-dir')?.value];
  const [fileName, fileDirectory] = [fields.text('name'), fields.text('stateDirectory')];
  const attachLimit = fields.count('maxVolumes', DEFAULT_MAX_VOLUMES, [0, 1000]);
  const maxVolumes = driver === 'nfs' ? NO_LIMIT : attachLimit;
  const hostPrefix = fields.texts('hostPrefix');
  const site = readSite(line, fields, problems);
  const addresses = readNodeAddresses(line, fields, { driver, problems, required });
  fields.rejectUnknown();
  const stateDirectory = givenDirectory ?? fileDirectory;
  const part = { maxVolumes, stateDirectory, hostPrefix };
  if (!required) return { ...part, node: undefined };
  if (stateDirectory === undefined) {
    problems.add('--state-dir', undefined, 'is required in node mode: the directory of the node journal');
    return { ...part, node: undefined };
  }
  if (!stateDirectory.startsWith('/')) problems.add('--state-dir', stateDirectory, 'give an absolute path');
  const name = (givenName ?? fileName ?? hostname()).toLowerCase();
  const own = { ...(site === undefined ? {} : { site }), ...ofDriver(driver, addresses, problems) };
  return { ...part, node: { name, stateDirectory, hostPrefix, ...own } };
}

function ofDriver(
  driver: DriverKind,
  addresses: readonly string[] | undefined,
  problems: ConfigProblems,
): Pick<NodeSettings, 'addresses'> {
  if (driver === 'iscsi') return {};
  if (addresses === undefined) problems.add('--node-address', undefined, NO_ADDRESS);
  return { addresses: addresses ?? [] };
}

function readSite(line: CommandLine, fields: FieldReader, problems: ConfigProblems): SiteId | undefined {
  const [given, inFile] = [line.given('site'), fields.text('site')];
  const text = given?.value ?? inFile;
  const site = SITE_IDS.find((id) => id === text);
  if (text !== undefined && site === undefined) {
    problems.add(given?.where ?? fields.path('site'), text, `give one of ${SITE_IDS.join(', ')}`);
  }
  return site;
}
