import { article } from './article/article.js';
import { siteLoss } from './site-loss.js';
import type { Story } from './story.js';

/** Every story, in the order in which they are told. */
export const STORIES: readonly Story[] = [article, siteLoss];
