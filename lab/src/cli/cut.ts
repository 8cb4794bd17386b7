import { LabRefused } from '../host/lab-refused.js';
import { existingNamespaces } from '../network/namespaces.js';
import { SiteNetwork } from '../network/site-network.js';
import { FABRIC, type Member } from '../network/topology.js';
import type { Cut } from './lab-command.js';

type Action = (network: SiteNetwork, sparing: readonly Member[]) => Promise<void>;

const CUTTING: Readonly<Record<Cut, Action>> = {
  'site-a': (network, sparing) => network.cutSite('a', { sparing }),
  'site-b': (network, sparing) => network.cutSite('b', { sparing }),
  'inter-site-link': (network) => network.cutInterSiteLink(),
  arbiter: (network) => network.cutArbiter(),
};

const HEALING: Readonly<Record<Cut, Action>> = {
  'site-a': (network) => network.healSite('a'),
  'site-b': (network) => network.healSite('b'),
  'inter-site-link': (network) => network.healInterSiteLink(),
  arbiter: (network) => network.healArbiter(),
};

export async function cutOrHeal(
  kind: 'cut' | 'heal',
  what: Cut,
  sparing: readonly Member[],
): Promise<number> {
  if (!(await existingNamespaces()).includes(FABRIC))
    throw new LabRefused('no lab is running: `npm run lab -- up` starts one');
  await (kind === 'cut' ? CUTTING : HEALING)[what](new SiteNetwork(), sparing);
  process.stderr.write(`${what} is ${kind === 'cut' ? 'cut' : 'plugged in'}\n`);
  return 0;
}
