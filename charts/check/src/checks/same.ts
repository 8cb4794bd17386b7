import { isDeepStrictEqual } from 'node:util';
import type { Report } from '@twinsite/lab';

/** A claim that something is exactly so; the evidence is what it is, and what it should be when it differs. */
export function checkSame(report: Report, claim: string, seen: unknown, wanted: unknown): void {
  const holds = isDeepStrictEqual(seen, wanted);
  const is = JSON.stringify(seen);
  report.check(claim, holds, holds ? shortened(is) : `${is}, not ${JSON.stringify(wanted)}`);
}

/** A claim about each of many: the evidence is their number, or those that break it. */
export function checkNone(
  report: Report,
  claim: string,
  wrong: readonly string[],
  { of }: { readonly of: number },
): void {
  report.check(
    claim,
    wrong.length === 0 && of > 0,
    wrong.length === 0 ? `${of} looked at` : wrong.join('; '),
  );
}

const shortened = (text: string | undefined): string =>
  text === undefined || text.length <= 160 ? String(text) : `${text.slice(0, 159)}…`;
