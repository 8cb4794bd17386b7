import type { Problem, ProblemKind } from '@twinsite/domain';
import { EXIT, type ExitCode } from '../exit-codes.js';

/** Refusals: what was asked for would put data at risk, or take what is somebody else's. */
const REFUSALS: ReadonlySet<ProblemKind> = new Set<ProblemKind>([
  'array-unfit',
  'bundle-foreign',
  'bundle-older',
  'bundle-stale',
  'bundle-untrusted',
  'claim-elsewhere',
  'claim-lost',
  'claim-missing',
  'claim-without-volume',
  'claims-not-kept',
  'drill-running',
  'epoch-taken',
  'fence-unproven',
  'group-overlap',
  'move-illegal',
  'not-fenceable',
  'not-owner',
  'object-conflict',
  'owner-unknown',
  'peer-holds-data',
  'plan-drifted',
  'receiver-in-use',
  'release-deletes-data',
  'retain-unproven',
  'set-incomplete',
  'source-alive',
  'source-differs',
  'source-in-use',
  'source-unproven',
  'target-in-use',
  'volume-claimed',
  'volume-doubled',
]);

export function exitOf({ kind }: Problem): ExitCode {
  if (kind === 'deadline') return EXIT.timeout;
  if (kind === 'cancelled') return EXIT.interrupted;
  if (kind === 'group-locked') return EXIT.locked;
  return REFUSALS.has(kind) ? EXIT.refused : EXIT.failed;
}
