import { hostname } from 'node:os';
import { FieldReader, type ConfigProblems } from '@twinsite/domain';
import type { CommandLine } from './command-line.js';

export interface NodeSettings {
  /** Kubernetes node name. */
  readonly name: string;
  /** Directory of the node journal; must outlive the driver's process and its container. */
  readonly stateDirectory: string;
  /** Put before every host command, e.g. nsenter into the namespaces of process 1; empty on the host itself. */
  readonly hostPrefix: readonly string[];
}

const DEFAULT_MAX_VOLUMES = 100;

export interface NodePart {
  /** Both modes go by it: the node tells it, the controller keeps it. */
  readonly maxVolumes: number;
  readonly node: NodeSettings | undefined;
}

export function readNode(
  line: CommandLine,
  file: FieldReader,
  { problems, required }: { readonly problems: ConfigProblems; readonly required: boolean },
): NodePart {
  const fields = new FieldReader(file.any('node'), file.path('node'), problems);
  const [givenName, givenDirectory] = [line.given('node-name')?.value, line.given('state-dir')?.value];
  const [fileName, fileDirectory] = [fields.text('name'), fields.text('stateDirectory')];
  const maxVolumes = fields.count('maxVolumes', DEFAULT_MAX_VOLUMES, [0, 1000]);
  const hostPrefix = fields.texts('hostPrefix');
  fields.rejectUnknown();
  if (!required) return { maxVolumes, node: undefined };
  const name = (givenName ?? fileName ?? hostname()).toLowerCase();
  const stateDirectory = givenDirectory ?? fileDirectory;
  if (stateDirectory === undefined) {
    problems.add('--state-dir', undefined, 'is required in node mode: the directory of the node journal');
    return { maxVolumes, node: undefined };
  }
  if (!stateDirectory.startsWith('/')) problems.add('--state-dir', stateDirectory, 'give an absolute path');
  return { maxVolumes, node: { name, stateDirectory, hostPrefix } };
}
