import {
  failed,
  ok,
  parseKubernetesMinor,
  type ConfigProblem,
  type ConfigProblems,
  type Result,
} from '@twinsite/domain';
import type { MultipathDevice } from '@twinsite/iscsi-adapter';
import type { CommandLine } from './command-line.js';
import { openConfig, readDriverKind } from './driver-config.js';
import { refuseForeignKeys, type DriverKind } from './driver-keys.js';
import { readMultipath } from './multipath-settings.js';
import { readNode } from './node-settings.js';
import { readTimers, type ConfiguredTimers } from './timer-settings.js';

export interface DoctorConfig {
  readonly driver: DriverKind;
  readonly timers: ConfiguredTimers;
  readonly multipath: MultipathDevice;
  /** Undefined when none is given: then it is not looked at. */
  readonly stateDirectory: string | undefined;
  readonly hostPrefix: readonly string[];
  /** 22 for Kubernetes 1.22; undefined when none is given: then its feature gates are not looked at. */
  readonly kubernetesMinor: number | undefined;
  readonly output: 'text' | 'json';
}

/** The part of the configuration that is about this node; the rest of the file is only known by its keys. */
export function readDoctorConfig(
  line: CommandLine,
  problems: ConfigProblems,
): Result<DoctorConfig, readonly ConfigProblem[]> {
  const fields = openConfig(line, problems);
  const driver = readDriverKind(line, problems);
  refuseForeignKeys(driver, fields, problems);
  for (const key of ['arrays', 'defaultAccessPath', 'clientGroupName', 'clusterId', 'kubernetes'])
    fields.any(key);
  const timers = readTimers(fields.any('timers'), fields.path('timers'), problems);
  const multipath = readMultipath(fields.any('multipath'), fields.path('multipath'), problems);
  const { hostPrefix, stateDirectory } = readNode(line, fields, { problems, required: false, driver });
  fields.rejectUnknown();
  const kubernetesMinor = readKubernetesMinor(line, problems);
  const given = line.given('output');
  const output = (['text', 'json'] as const).find((name) => name === (given?.value ?? 'text'));
  if (output === undefined) problems.add(given?.where ?? '--output', given?.value, 'give text or json');
  if (problems.list.length > 0 || output === undefined) return failed(problems.list);
  return ok({ driver, timers, multipath, stateDirectory, hostPrefix, kubernetesMinor, output });
}

function readKubernetesMinor(line: CommandLine, problems: ConfigProblems): number | undefined {
  const given = line.given('kubernetes-version');
  if (given === undefined) return undefined;
  const minor = parseKubernetesMinor(given.value);
  if (minor === undefined) problems.add(given.where, given.value, 'give a version such as 1.30 or v1.30.4');
  return minor;
}
