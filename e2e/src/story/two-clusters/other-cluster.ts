import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleDriver } from '@twinsite/lab';
import { BackgroundProgram } from '../../bare/background-program.js';
import { startBareApiServer } from '../../bare/bare-api-server.js';
import { chartDefinitions } from '../../bare/chart-definitions.js';
import { define } from '../../bare/on-bare-api-server.js';
import type { Kubectl } from '../../cluster/kubectl.js';
import { NAMESPACE } from '../../world/helm.js';
import { manifest } from '../manifests.js';
import type { Stage } from '../stage.js';

/** Names the other cluster to the array. */
export const OTHER_ID = 'e2e-other';
/** Its account of the array, so that the request log tells whose a request was. */
export const OTHER_ACCOUNT = 'other';

export interface OtherCluster {
  readonly kubectl: Kubectl;
  end(): Promise<void>;
}

/** A second cluster without nodes: an API server of its own, and our controller with it under another cluster id. */
export async function startOtherCluster(stage: Stage): Promise<OtherCluster> {
  const { lab, programs, password, home, signal } = stage;
  const directory = join(lab.scratch, 'other-cluster');
  await mkdir(directory, { recursive: true });
  const bundle = await bundleDriver(lab, join(directory, 'bundle'), signal);
  const server = await startBareApiServer({ programs, directory }, signal);
  const { kubectl } = server;
  try {
    await define(server, await chartDefinitions(dirname(home)));
    await kubectl.run(['create', 'namespace', NAMESPACE]);
    const secret = await manifest(home, 'secret', {
      PASSWORD: password,
      'user: admin': `user: ${OTHER_ACCOUNT}`,
    });
    await kubectl.apply(secret);
    const config = join(directory, 'driver.yaml');
    await writeFile(config, configuration(server.config));
    const flags = [
      '--mode=controller',
      `--endpoint=unix://${join(directory, 'csi.sock')}`,
      `--config=${config}`,
    ];
    const log = lab.processes.logOf('other-cluster-driver');
    const driver = await BackgroundProgram.start([process.execPath, bundle, ...flags], log);
    const end = async (): Promise<void> => {
      await driver.end();
      await server.end();
    };
    return { kubectl, end };
  } catch (error) {
    await server.end();
    throw error;
  }
}

function configuration(kubeconfig: string): string {
  const sites = { a: ['gw-a', 'mon-a'], b: ['gw-b', 'mon-b'], arbiter: ['mon-arb'] };
  const kubernetes = { enabled: true, namespace: NAMESPACE, kubeconfig, sites };
  return JSON.stringify({ clusterId: OTHER_ID, kubernetes });
}
