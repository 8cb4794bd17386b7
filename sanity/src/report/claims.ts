import { countOf, type Tally } from './tally.js';

/** Takes what is claimed and what was seen, as PASS and FAIL lines. */
export interface Claims {
  check(claim: string, holds: boolean, evidence: string): void;
  note(line: string): void;
}

/** One claim per spec that ran, and what was left out and why. */
export function claimSpecs(
  { passed, failed, skippedByCapability, skippedByUs, pending }: Tally,
  claims: Claims,
): void {
  for (const name of passed) claims.check(name, true, 'passed');
  for (const [reason, count] of skippedByCapability) claims.note(`not advertised, ${count} specs: ${reason}`);
  for (const name of pending) claims.note(`switched off in the suite itself: ${name}`);
  for (const { name, reason } of skippedByUs)
    claims.check(name, false, `skipped by the way it was run: ${reason || 'filtered out'}`);
  for (const { name, reason } of failed) claims.check(name, false, reason);
}

/** The fields of the RESULT line that csi-sanity's report gives. */
export function countsOf({ passed, failed, skippedByCapability, skippedByUs }: Tally) {
  return {
    passed: passed.length,
    failed: failed.length,
    skippedByCapability: countOf(skippedByCapability),
    skippedByUs: skippedByUs.length,
  };
}
