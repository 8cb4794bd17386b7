import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NAMESPACE, RELEASE, type Chart } from '../helm/chart.js';

/** Valid for the chart, and replaced below by something that the driver refuses until a person has put a name there. */
const STAND_IN = 'cluster-id-to-be-replaced';
const TO_BE_REPLACED = 'REPLACE-ME';

const HEAD = `# Made from charts/twinsite by \`npm run deploy-yaml\`; edit the chart, not this file.
# Before you apply it: put a name of this cluster in place of both ${TO_BE_REPLACED}, one that no other cluster on the array has
# (lower-case letters, digits, - and .). See deploy/README.md.
`;

const NAMESPACE_OBJECT = `---
apiVersion: v1
kind: Namespace
metadata:
  name: ${NAMESPACE}
  labels:
    pod-security.kubernetes.io/enforce: privileged
`;

export const DEPLOY_FILES = {
  'twinsite.yaml': { clusterId: STAND_IN },
  'twinsite-nfs.yaml': { clusterId: STAND_IN, iscsi: { enabled: false }, nfs: { enabled: true } },
} as const;
export type DeployFile = keyof typeof DEPLOY_FILES;

const fileIn = (repository: string, file: DeployFile): string => join(repository, 'deploy', file);

/** The file as it should be. */
export async function deployText(chart: Chart, file: DeployFile): Promise<string> {
  const rendered = await chart.text({ values: DEPLOY_FILES[file], release: RELEASE });
  const plain = rendered.replace(/^# Source: .*\n/gm, '').replaceAll(STAND_IN, TO_BE_REPLACED);
  return `${HEAD}${NAMESPACE_OBJECT}${plain}`;
}

export function readDeployText(repository: string, file: DeployFile): Promise<string> {
  return readFile(fileIn(repository, file), 'utf8');
}

export async function writeDeployFiles(
  chart: Chart,
  repository: string,
  say: (line: string) => void,
): Promise<void> {
  await mkdir(join(repository, 'deploy'), { recursive: true });
  for (const file of ['twinsite.yaml', 'twinsite-nfs.yaml'] as const) {
    await writeFile(fileIn(repository, file), await deployText(chart, file));
    say(`deploy/${file} written`);
  }
}
