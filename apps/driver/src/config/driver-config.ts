import { readFileSync } from 'node:fs';
import {
  failed,
  FieldReader,
  ok,
  type ConfigProblem,
  type ConfigProblems,
  type Result,
  type SessionTimers,
} from '@twinsite/domain';
import { parseEndpoint, type Endpoint } from '@twinsite/csi-adapter';
import { parseDocument } from 'yaml';
import { readArrays, type ListedArray } from '@twinsite/xms-adapter';
import type { CommandLine } from './command-line.js';
import { DRIVERS, refuseForeignKeys, type DriverKind } from './driver-keys.js';
import { readCluster, type ClusterPart } from './kubernetes-settings.js';
import { readListenAddress, type ListenAddress } from './listen-address.js';
import { readMultipath } from './multipath-settings.js';
import { readNode, type NodeSettings } from './node-settings.js';
import { readTimers } from './timer-settings.js';

export interface DriverConfig extends ClusterPart {
  readonly driver: DriverKind;
  readonly mode: Mode;
  readonly endpoint: Endpoint;
  readonly logLevel: LogLevel;
  readonly arrays: readonly ListedArray[];
  /** iSCSI: used for volumes whose context names no access path. */
  readonly defaultAccessPath: string | undefined;
  /** NFS: the client group of this cluster's nodes; wins over the one that a class or a PersistentVolume names. */
  readonly clientGroupName?: string;
  /** Of iSCSI sessions. */
  readonly timers: SessionTimers;
  /** CSI max_volumes_per_node; 0 leaves the limit to Kubernetes. */
  readonly maxVolumes: number;
  readonly node: NodeSettings | undefined;
  /** Where /metrics is served; nowhere by default. */
  readonly metrics?: ListenAddress;
}

const MODES = ['controller', 'node', 'all'] as const;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type Mode = (typeof MODES)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Reads flags, environment and file; every problem of all three is in the answer, not only the first. */
export function readDriverConfig(
  line: CommandLine,
  problems: ConfigProblems,
): Result<DriverConfig, readonly ConfigProblem[]> {
  const fields = openConfig(line, problems);
  const driver = readDriverKind(line, problems);
  refuseForeignKeys(driver, fields, problems);
  const mode = choose(line, 'mode', { choices: MODES }, problems);
  const endpoint = readEndpoint(line, problems);
  const logLevel = choose(line, 'log-level', { choices: LOG_LEVELS, fallback: 'info' }, problems);
  const arrays = readArrays(fields.any('arrays'), fields.path('arrays'), problems);
  const [defaultAccessPath, clientGroupName] = [
    fields.text('defaultAccessPath'),
    fields.text('clientGroupName'),
  ];
  const timers = readTimers(fields.any('timers'), fields.path('timers'), problems);
  readMultipath(fields.any('multipath'), fields.path('multipath'), problems);
  const cluster = readCluster(line, fields, problems);
  const metrics = readListenAddress(line.given('metrics'), problems);
  const { maxVolumes, node } = readNode(line, fields, {
    problems,
    required: mode === 'node' || mode === 'all',
    driver,
  });
  fields.rejectUnknown();
  if (problems.list.length > 0 || mode === undefined || endpoint === undefined) return failed(problems.list);
  const level = logLevel ?? 'info';
  const parts = { arrays, defaultAccessPath, timers, maxVolumes, node, ...cluster };
  const wished = {
    ...(metrics === undefined ? {} : { metrics }),
    ...(clientGroupName === undefined ? {} : { clientGroupName }),
  };
  return ok({ driver, mode, endpoint, logLevel: level, ...parts, ...wished });
}

export const readDriverKind = (line: CommandLine, problems: ConfigProblems): DriverKind =>
  choose(line, 'driver', { choices: DRIVERS, fallback: 'iscsi' }, problems) ?? 'iscsi';

export function openConfig(line: CommandLine, problems: ConfigProblems): FieldReader {
  const file = line.given('config');
  const value = file === undefined ? {} : readFile(file.value, file.where, problems);
  return new FieldReader(value, `${file?.value ?? 'configuration'}:`, problems);
}

function readFile(path: string, where: string, problems: ConfigProblems): unknown {
  try {
    const document = parseDocument(readFileSync(path, 'utf8'));
    for (const error of document.errors)
      problems.add(path, undefined, error.message.split('\n')[0] ?? 'is not YAML');
    return document.errors.length > 0 ? {} : (document.toJS() ?? {});
  } catch (error) {
    problems.add(
      where,
      path,
      `the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'not YAML'})`,
    );
    return {};
  }
}

function choose<Choice extends string>(
  line: CommandLine,
  name: 'driver' | 'mode' | 'log-level',
  { choices, fallback }: { readonly choices: readonly Choice[]; readonly fallback?: Choice },
  problems: ConfigProblems,
): Choice | undefined {
  const given = line.given(name);
  const choice = given === undefined ? fallback : choices.find((candidate) => candidate === given.value);
  if (choice === undefined)
    problems.add(given?.where ?? `--${name}`, given?.value, `give one of ${choices.join(', ')}`);
  return choice;
}

function readEndpoint(line: CommandLine, problems: ConfigProblems): Endpoint | undefined {
  const given = line.given('endpoint');
  const endpoint = parseEndpoint(given?.value ?? '');
  if (endpoint.ok) return endpoint.value;
  problems.add(given?.where ?? '--endpoint', given?.value, 'give unix:///path/csi.sock or tcp://host:port');
  return undefined;
}
