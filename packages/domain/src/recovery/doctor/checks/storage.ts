import { assessQuorum } from '../../../site/quorum.js';
import { assessSites } from '../../../site/assess-sites.js';
import type { SiteReading } from '../../../site/site-observer.port.js';
import type { DoctorFacts } from '../doctor-facts.js';
import { bad, good, warn, type DoctorFinding } from '../doctor-finding.js';

const CHECK = 'storage';

/** Monitors 1+1+1, replicas and gateways at both sites, VIPs where the application runs. */
export const storage = ({ arrays, source }: DoctorFacts): readonly DoctorFinding[] =>
  arrays.flatMap(({ sites }) => (sites.ok ? ofArray(sites.value, source.site) : []));

function ofArray(reading: SiteReading, primary: 'a' | 'b'): readonly DoctorFinding[] {
  const { array } = reading;
  const assessed = assessSites(reading).findings.map(({ level, text, remedy }) =>
    (level === 'problem' ? bad : warn)(CHECK, `array ${array}: ${text}`, remedy),
  );
  const vips = reading.accessPaths
    .filter(({ mode }) => mode === 'vip')
    .flatMap(({ name, targets }) =>
      targets
        .filter(({ site }) => site !== undefined && site !== primary)
        .map(({ site, gateway }) =>
          warn(
            CHECK,
            `array ${array}: the VIP of access path ${name} is held by ${gateway} at site ${site ?? '?'}, the application runs at ${primary}`,
            'move it, or let its traffic cross the sites',
          ),
        ),
    );
  return [...monitors(reading), ...assessed, ...vips];
}

function monitors({ array, monitors: all }: SiteReading): readonly DoctorFinding[] {
  const at = (site: string): number => all.filter((one) => one.site === site).length;
  const seen = `array ${array} has ${at('a')} monitors at site a, ${at('b')} at b, ${at('arbiter')} at the arbiter`;
  const quorum = assessQuorum(all);
  const balanced = at('a') === at('b') && at('a') > 0 && at('arbiter') > 0;
  if (!balanced)
    return [
      bad(
        CHECK,
        seen,
        'place monitors evenly, with one at a third site, or the loss of one site stops the other',
      ),
    ];
  return quorum.kind === 'held' ? [good(CHECK, `${seen}, ${quorum.up} of ${quorum.total} up`)] : [];
}
