import { article } from './article/article.js';
import { frozenNode } from './frozen/frozen-node.js';
import { interruptions } from './interruptions/interruptions.js';
import { siteLoss } from './site-loss.js';
import type { Story } from './story.js';
import { upgrade } from './upgrade.js';

/** Every story, in the order in which they are told. */
export const STORIES: readonly Story[] = [article, siteLoss, interruptions, upgrade, frozenNode];
