import { examineNode, iscsiPorts } from '@twinsite/iscsi-adapter';
import { linuxHost, realHostAccess, type Finding } from '@twinsite/linux-host';
import { examineNfsNode } from '@twinsite/nfs-adapter';
import type { DoctorConfig } from '../config/doctor-config.js';
import { kubernetesFindings } from './kubernetes-findings.js';
import { renderFindings } from './render-findings.js';
import { checkStateDirectory } from './state-directory.js';

const DOCTOR_MS = 60_000;

/** Prints what it finds; 1 when there is a problem, else 0. Works without a running driver and changes nothing. */
export async function runDoctor(config: DoctorConfig, print: (text: string) => void): Promise<number> {
  const { stateDirectory, kubernetesMinor, output } = config;
  const findings: readonly Finding[] = [
    ...(await examine(config, AbortSignal.timeout(DOCTOR_MS))),
    await checkStateDirectory(stateDirectory),
    ...(kubernetesMinor === undefined ? [] : kubernetesFindings(kubernetesMinor)),
  ];
  print(renderFindings(findings, output));
  return findings.some(({ level }) => level === 'problem') ? 1 : 0;
}

function examine(config: DoctorConfig, signal: AbortSignal): Promise<readonly Finding[]> {
  const { driver, hostPrefix, stateDirectory, timers, multipath: device } = config;
  const access = realHostAccess({ commandPrefix: hostPrefix });
  const host = linuxHost(access, { journalDirectory: stateDirectory ?? '/nonexistent' });
  return driver === 'nfs'
    ? examineNfsNode(host, signal)
    : examineNode({ ...host, ...iscsiPorts(host) }, { device, timers }, signal);
}
