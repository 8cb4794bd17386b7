import { article } from './article/article.js';
import { dirtyRestore } from './article/dirty-restore.js';
import { firstPvc } from './article/first-pvc.js';
import { badYaml } from './bad-yaml/bad-yaml.js';
import { frozenNode } from './frozen/frozen-node.js';
import { gateways } from './gateways.js';
import { interruptions } from './interruptions/interruptions.js';
import { siteLoss } from './site-loss.js';
import { newPassword } from './new-password.js';
import type { Story } from './story.js';
import { twoClusters } from './two-clusters/two-clusters.js';
import { upgrade } from './upgrade.js';

/** Every story, in the order in which they are told. */
export const STORIES: readonly Story[] = [
  firstPvc,
  article,
  badYaml,
  dirtyRestore,
  gateways,
  newPassword,
  twoClusters,
  siteLoss,
  interruptions,
  upgrade,
  frozenNode,
];
