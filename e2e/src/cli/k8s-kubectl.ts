import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDirectory, enterFabric, LabRefused } from '@twinsite/lab';

/** How a person reaches a running cluster. */
export interface Access {
  /** kubectl's program. */
  readonly kubectl: string;
  /** kubeconfig of the administrator. */
  readonly kubeconfig: string;
}

export const accessFile = (): string => join(cacheDirectory(), 'k8s-access.json');

/** kubectl on this terminal, among the lab's networks, where the API server listens. */
export async function k8sKubectl(words: readonly string[]): Promise<number> {
  const { kubectl, kubeconfig } = JSON.parse(await readFile(accessFile(), 'utf8').catch(refuse)) as Access;
  const [nsenter, ...inside] = await enterFabric();
  const argv = [...inside, kubectl, '--kubeconfig', kubeconfig, ...words];
  const child = spawn(nsenter, argv, { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 70;
}

function refuse(): never {
  throw new LabRefused('no cluster is running: `npm run k8s -- up` starts one');
}
