import type { Scenario } from './scenario.js';
import { blockLifecycle } from './block-lifecycle/block-lifecycle.js';
import { contracts } from './contracts/contracts.js';
import { nfsContracts } from './contracts/nfs-contracts.js';
import { hazards } from './hazards/hazards.js';
import { nfsFence } from './nfs-fence/nfs-fence.js';
import { nfsLifecycle } from './nfs-lifecycle/nfs-lifecycle.js';
import { nfsSelfcheck } from './nfs-selfcheck/nfs-selfcheck.js';
import { nfsSiteLoss } from './nfs-site-loss/nfs-site-loss.js';
import { sanity } from './sanity/sanity.js';
import { selfcheck } from './selfcheck/selfcheck.js';
import { siteLoss } from './site-loss/site-loss.js';

/** Every scenario that `npm run lab -- NAME` knows. */
export const SCENARIOS: readonly Scenario[] = [
  siteLoss,
  blockLifecycle,
  nfsLifecycle,
  nfsSiteLoss,
  nfsFence,
  hazards,
  contracts,
  sanity('mount'),
  sanity('raw'),
  sanity('nfs'),
  selfcheck,
  nfsSelfcheck,
  nfsContracts,
];
