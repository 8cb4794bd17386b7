import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { helmProgram } from '@twinsite/chart';
import { sayOnStderr as say, type Scenario } from '@twinsite/lab';
import { manifest } from '../story/manifests.js';
import { accessFile, type Access } from '../cli/k8s-kubectl.js';
import { PLAY } from '../cli/k8s-up.js';
import { startArticleArray } from './article-array.js';
import { chartValues } from './chart-values.js';
import { Helm } from './helm.js';
import { installDriver } from './install-driver.js';
import { startKubernetes } from './kube-world.js';
import { LAB_NEEDS } from './lab-needs.js';

/** A cluster for a person to play with: up until it is told to stop. */
export const play: Scenario = {
  name: PLAY,
  summary: 'one cluster of two nodes with our driver, until Ctrl-C',
  ...LAB_NEEDS,
  run: async (lab, _report, signal) => {
    const password = randomBytes(12).toString('hex');
    const simulator = await startArticleArray(lab, { password }, signal);
    try {
      const { plane, programs } = await startKubernetes(lab, signal);
      const helm = await Helm.on(lab, plane, await helmProgram(say, signal), signal);
      const home = dirname(dirname(lab.program));
      await installDriver({ plane, helm, home, values: chartValues(lab) });
      await plane.kubectl.apply(await manifest(home, 'secret', { PASSWORD: password }));
      const access: Access = { kubectl: programs.of('kubectl'), kubeconfig: plane.adminConfig };
      await writeFile(accessFile(), JSON.stringify(access), { mode: 0o600 });
      process.send?.('up');
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      await rm(accessFile(), { force: true });
      await simulator.close();
    }
    return { result: { leftovers: 0 } };
  },
};
