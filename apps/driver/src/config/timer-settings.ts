import { FieldReader, type ConfigProblems, type SessionTimers } from '@twinsite/domain';

/**
 * Defaults for an array whose guarantee is not known yet (docs/adr/0009): a gateway that lost the majority may execute
 * commands for up to 10 s, so no path is failed before that, not even when its connection is broken off.
 */
const GATEWAY_FENCE_MS = 10_000;
const DEFAULTS = { loginTimeoutMs: 5000, noopIntervalMs: 5000, noopTimeoutMs: 5000 };

/** Longer than a VIP takes to move (about 10 s) and a login after it (docs/adr/0016). */
const VIP_REPLACEMENT_MS = 20_000;

/** With the guarantee they were checked against. */
export interface ConfiguredTimers extends SessionTimers {
  /** After how long a gateway that was cut off can no longer execute anything. Unit: ms. */
  readonly gatewayFenceMs: number;
}

const RANGE = [1000, 120_000] as const;

/**
 * A path fails at the earliest `noopTimeoutMs + replacementTimeoutMs` after its gateway was cut off. If that were
 * sooner than the array's guarantee, a command stranded in the gateway could overwrite newer data (design section 5).
 */
export function readTimers(input: unknown, where: string, problems: ConfigProblems): ConfiguredTimers {
  const fields = new FieldReader(input, where, problems);
  const gatewayFenceMs = fields.count('gatewayFenceMs', GATEWAY_FENCE_MS, [0, 120_000]);
  const safest = Math.max(gatewayFenceMs, RANGE[0]);
  const replacementTimeoutMs = fields.count('replacementTimeoutMs', safest, RANGE);
  const vipDefault = Math.max(VIP_REPLACEMENT_MS, replacementTimeoutMs);
  const timers = {
    loginTimeoutMs: fields.count('loginTimeoutMs', DEFAULTS.loginTimeoutMs, RANGE),
    noopIntervalMs: fields.count('noopIntervalMs', DEFAULTS.noopIntervalMs, RANGE),
    noopTimeoutMs: fields.count('noopTimeoutMs', DEFAULTS.noopTimeoutMs, RANGE),
    replacementTimeoutMs,
    vipReplacementTimeoutMs: fields.count('vipReplacementTimeoutMs', vipDefault, RANGE),
  };
  fields.rejectUnknown();
  const earliest = timers.noopTimeoutMs + timers.replacementTimeoutMs;
  if (earliest < gatewayFenceMs) {
    const remedy = `noopTimeoutMs + replacementTimeoutMs is ${earliest}; it must not be below gatewayFenceMs (${gatewayFenceMs}), or a path fails while its gateway may still write`;
    problems.add(where, undefined, remedy);
  }
  if (timers.vipReplacementTimeoutMs < replacementTimeoutMs) {
    const remedy = `give at least replacementTimeoutMs (${replacementTimeoutMs}): a VIP is waited for longer than another path`;
    problems.add(fields.path('vipReplacementTimeoutMs'), timers.vipReplacementTimeoutMs, remedy);
  }
  return { gatewayFenceMs, ...timers };
}
