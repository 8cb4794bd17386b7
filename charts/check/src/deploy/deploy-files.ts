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

const fileIn = (repository: string): string => join(repository, 'deploy/twinsite.yaml');

/** The file as it should be. */
export async function deployText(chart: Chart): Promise<string> {
  const rendered = await chart.text({ values: { clusterId: STAND_IN }, release: RELEASE });
  const plain = rendered.replace(/^# Source: .*\n/gm, '').replaceAll(STAND_IN, TO_BE_REPLACED);
  return `${HEAD}${NAMESPACE_OBJECT}${plain}`;
}

export function readDeployText(repository: string): Promise<string> {
  return readFile(fileIn(repository), 'utf8');
}

export async function writeDeployFiles(
  chart: Chart,
  repository: string,
  say: (line: string) => void,
): Promise<void> {
  await mkdir(join(repository, 'deploy'), { recursive: true });
  await writeFile(fileIn(repository), await deployText(chart));
  say('deploy/twinsite.yaml written');
}
