import type { DoctorFacts } from '../doctor-facts.js';
import { bad, good, warn, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'clock';
/** Leases of clusters last some 15 s; tokens and certificates are judged by the clock. */
const WARN_MS = 5_000;
const BAD_MS = 60_000;

export function clock({ source, target }: DoctorFacts): readonly DoctorFinding[] {
  return [source, target].flatMap(({ id, about }): readonly DoctorFinding[] => {
    if (!about.ok) return [];
    const { clockAheadMs } = about.value;
    const seconds = (Math.abs(clockAheadMs) / 1000).toFixed(1);
    const seen = `the clock of cluster ${id} is ${seconds} s ${clockAheadMs < 0 ? 'behind' : 'ahead of'} this machine’s`;
    const remedy = 'synchronise the clocks (NTP): times in reports and leases are compared';
    if (Math.abs(clockAheadMs) > BAD_MS) return [bad(CHECK, seen, remedy)];
    return [Math.abs(clockAheadMs) > WARN_MS ? warn(CHECK, seen, remedy) : good(CHECK, seen)];
  });
}
