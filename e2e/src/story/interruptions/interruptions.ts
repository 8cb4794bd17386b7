import type { Stage } from '../stage.js';
import type { Story } from '../story.js';
import { apiServerDown } from './api-server-down.js';
import { controllerKilled } from './controller-killed.js';
import { nodePluginKilled } from './node-plugin-killed.js';
import { nodeRebooted } from './node-rebooted.js';

/** Parts of the driver and of Kubernetes end at the worst moment. */
export const interruptions: Story = {
  name: 'interruptions',
  summary: 'controller pod, node plugin, node and API server end in the middle of work: everything converges',
  told: 'with-all',
  tell: async (stage: Stage) => {
    const created = await controllerKilled(stage);
    const staged = await nodePluginKilled(stage);
    const rebooted = await nodeRebooted(stage);
    const silent = await apiServerDown(stage);
    return { ...created, ...staged, ...rebooted, ...silent };
  },
};
