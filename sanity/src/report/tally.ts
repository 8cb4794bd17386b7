import type { Failure, GinkgoReport, SpecReport } from './ginkgo-report.js';

export interface FailedSpec {
  readonly name: string;
  readonly reason: string;
}

export interface Tally {
  readonly passed: readonly string[];
  readonly failed: readonly FailedSpec[];
  /** Not tested because the driver does not advertise it: reason -> number of specs. */
  readonly skippedByCapability: ReadonlyMap<string, number>;
  /** Not tested for a reason that lies with the way the suite was run. */
  readonly skippedByUs: readonly FailedSpec[];
  /** Switched off by the suite's own authors (XIt). */
  readonly pending: readonly string[];
}

/**
 * What csi-sanity v5.6.0 says when a capability is not advertised (Skip calls in pkg/sanity). "Required bytes not
 * supported" and "testnodevolumeattachlimit not enabled" are not among them: they are ours.
 */
const CAPABILITY_REASONS = [
  /^(?!Required bytes).+ not supported$/,
  /^Service does not have single node multi writer capability$/,
  /^node does not report accessible topology$/,
  /^No MaxVolumesPerNode$/,
];

export function tallyOf({ SpecReports, SpecialSuiteFailureReasons }: GinkgoReport): Tally {
  const specs = SpecReports ?? [];
  const tests = specs.filter(({ LeafNodeType }) => LeafNodeType === 'It');
  const inState = (state: string): readonly SpecReport[] => tests.filter(({ State }) => State === state);
  const skipped = inState('skipped').map((spec) => ({
    name: nameOf(spec),
    reason: spec.Failure?.Message ?? '',
  }));
  const isLacking = ({ reason }: FailedSpec): boolean =>
    CAPABILITY_REASONS.some((known) => known.test(reason));
  const suiteWide = (SpecialSuiteFailureReasons ?? []).map((reason) => ({ name: 'the suite', reason }));
  return {
    passed: inState('passed').map(nameOf),
    failed: [...specs.filter(isFailed).map(failedSpec), ...suiteWide],
    skippedByCapability: counted(skipped.filter(isLacking).map(({ reason }) => reason)),
    skippedByUs: skipped.filter((spec) => !isLacking(spec)),
    pending: inState('pending').map(nameOf),
  };
}

export const countOf = (reasons: ReadonlyMap<string, number>): number =>
  [...reasons.values()].reduce((sum, count) => sum + count, 0);

/** Also a failed BeforeSuite and states of later versions: whatever is not known to be fine has failed. */
const isFailed = ({ State }: SpecReport): boolean => !['passed', 'skipped', 'pending'].includes(State);

const failedSpec = (spec: SpecReport): FailedSpec => ({
  name: nameOf(spec),
  reason: spec.Failure === undefined ? spec.State : reasonOf(spec.Failure),
});

function nameOf({ ContainerHierarchyTexts, LeafNodeType, LeafNodeText }: SpecReport): string {
  const words = [...(ContainerHierarchyTexts ?? []), LeafNodeText].filter(Boolean);
  return words.join(' ') || LeafNodeType;
}

/** Gomega's message on one line, without its dump of Go objects, and where to read on. */
function reasonOf({ Message, ForwardedPanic, Location }: Failure): string {
  const said = withoutDumps([Message, ForwardedPanic ?? '']).filter((line) => !IDLE_WORDS.test(line));
  const file = Location.FileName.slice(Location.FileName.lastIndexOf('/') + 1);
  return `${said.slice(0, 6).join(' | ') || 'no reason given'} (${file}:${Location.LineNumber})`;
}

const IDLE_WORDS = /^(Unexpected error:|occurred|<\*?[\w.]+ \| 0x[0-9a-f]+>:)?$/;

/** A dump begins with a line that is only `{` and ends with the `}` of the same indentation. */
function withoutDumps(texts: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let end: string | undefined;
  for (const line of texts.join('\n').split('\n')) {
    if (end === undefined && line.trim() === '{') end = line.replace('{', '}').trimEnd();
    else if (end === undefined) kept.push(line.trim());
    else if (line.trimEnd() === end) end = undefined;
  }
  return kept;
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
