import { examineNode, iscsiPorts, type Finding } from '@twinsite/iscsi-adapter';
import { linuxHost, realHostAccess } from '@twinsite/linux-host';
import type { DoctorConfig } from '../config/doctor-config.js';
import { kubernetesFindings } from './kubernetes-findings.js';
import { renderFindings } from './render-findings.js';
import { checkStateDirectory } from './state-directory.js';

const DOCTOR_MS = 60_000;

/** Prints what it finds; 1 when there is a problem, else 0. Works without a running driver and changes nothing. */
export async function runDoctor(config: DoctorConfig, print: (text: string) => void): Promise<number> {
  const { hostPrefix, stateDirectory, timers, multipath, kubernetesMinor, output } = config;
  const access = realHostAccess({ commandPrefix: hostPrefix });
  const host = linuxHost(access, { journalDirectory: stateDirectory ?? '/nonexistent' });
  const signal = AbortSignal.timeout(DOCTOR_MS);
  const node = { ...host, ...iscsiPorts(host) };
  const findings: readonly Finding[] = [
    ...(await examineNode(node, { device: multipath, timers }, signal)),
    await checkStateDirectory(stateDirectory),
    ...(kubernetesMinor === undefined ? [] : kubernetesFindings(kubernetesMinor)),
  ];
  print(renderFindings(findings, output));
  return findings.some(({ level }) => level === 'problem') ? 1 : 0;
}
