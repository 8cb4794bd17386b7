import type { AccessPathSituation } from '../access-path-plan.js';
import type { AccessPathStatus } from '../access-path-status.js';
import { conditionsOf, type Verdicts } from './conditions.js';
import type { Reading } from './standing.js';

type Parts = Pick<AccessPathStatus, 'gateways' | 'vips'>;

export function statusOf(
  situation: AccessPathSituation,
  { marks }: Pick<Reading, 'marks'>,
  parts: Parts,
  verdicts: Verdicts,
): AccessPathStatus {
  const iqn = situation.found?.iqn;
  return {
    observedGeneration: situation.object.generation,
    ...marks,
    iqn: iqn === '' ? undefined : iqn,
    conditions: conditionsOf(situation, verdicts),
    ...parts,
  };
}

export const noConflict = (message: string) => ({ status: 'False', reason: 'NoConflict', message }) as const;
