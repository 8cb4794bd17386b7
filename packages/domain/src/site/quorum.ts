import type { SiteId } from './site-map.js';

export interface Monitor {
  readonly host: string;
  readonly site: SiteId | undefined;
  readonly state: 'up' | 'down' | 'unknown';
}

/** Whether the monitors can decide anything: more than half of all of them must be up. */
export type Quorum =
  | { readonly kind: 'held'; readonly up: number; readonly total: number; readonly spare: number }
  | { readonly kind: 'lost'; readonly up: number; readonly total: number }
  | { readonly kind: 'unknown'; readonly up: number; readonly unknown: number; readonly total: number };

/** `spare`: how many more monitors may fail before the quorum is lost. */
export function assessQuorum(monitors: readonly Monitor[]): Quorum {
  const total = monitors.length;
  const majority = Math.floor(total / 2) + 1;
  const up = monitors.filter((monitor) => monitor.state === 'up').length;
  const unknown = monitors.filter((monitor) => monitor.state === 'unknown').length;
  if (total > 0 && up >= majority) return { kind: 'held', up, total, spare: up - majority };
  if (up + unknown >= majority || total === 0) return { kind: 'unknown', up, unknown, total };
  return { kind: 'lost', up, total };
}
