import { describeProblem } from '../../shared/describe-problem.js';
import type { Problem } from '../../shared/problem.js';
import type { VolumeUse } from './path-use.js';

/** Something that keeps an access path from being what its spec says. */
export interface Matter {
  /** CamelCase, for a machine. */
  readonly reason: string;
  /** What is, the evidence, the next step. */
  readonly text: string;
  /** Nothing comes of it by itself: a person has to look. */
  readonly needsHelp: boolean;
}

/** `array-unreachable` as a condition's reason: `ArrayUnreachable`. */
export const reasonOf = ({ kind }: Problem): string =>
  kind
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');

export const matterOf = (problem: Problem): Matter => ({
  reason: reasonOf(problem),
  text: describeProblem(problem),
  needsHelp: true,
});

const MOST_NAMED = 3;

/** The first few, and how many more there are. */
export function some(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const more = unique.length - MOST_NAMED;
  const first = unique.slice(0, MOST_NAMED).join(', ');
  return more > 0 ? `${first} and ${more} more` : first;
}

/** `volume v on node n (10.7.1.1:3260 ready, 10.7.2.1:3260 no-session)`. */
export const usesInWords = (uses: readonly VolumeUse[]): string =>
  some(
    uses.map(
      ({ node, volume, ways }) =>
        `volume ${volume} on node ${node} (${ways.map(({ text }) => text).join(', ')})`,
    ),
  );

export const nodesOf = (uses: readonly VolumeUse[]): string => some(uses.map(({ node }) => node));
