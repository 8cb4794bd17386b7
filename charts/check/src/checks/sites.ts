import type { Report } from '@twinsite/lab';
import type { Chart } from '../helm/chart.js';
import { allOf, containerOf, templateOf, type RenderedObject } from '../helm/rendered.js';
import { checkSame } from './same.js';
import { CLUSTER, EVERYTHING } from './values.js';

interface NodeAffinity {
  readonly nodeAffinity: {
    readonly requiredDuringSchedulingIgnoredDuringExecution: {
      readonly nodeSelectorTerms: readonly {
        readonly matchExpressions: readonly {
          readonly key: string;
          readonly operator: 'In' | 'NotIn';
          readonly values: readonly string[];
        }[];
      }[];
    };
  };
}

/** Zone label of a node, and where it stands. */
const NODES = [
  ['east-1', '--site=a'],
  ['east-2', '--site=a'],
  ['west', '--site=b'],
  ['elsewhere', 'no site'],
  [undefined, 'no site'],
] as const;

export async function checkSites(report: Report, chart: Chart): Promise<void> {
  const plain = allOf(await chart.render({ values: CLUSTER }), 'DaemonSet');
  checkSame(report, 'without sites one plugin for every node', plain.map(sitesOf('any')), [['no site']]);
  const daemons = allOf(await chart.render({ values: EVERYTHING }), 'DaemonSet');
  for (const [zone, site] of NODES)
    checkSame(
      report,
      `a node ${zone === undefined ? 'without a zone' : `in zone ${zone}`} has one plugin, at the right site`,
      daemons.flatMap(sitesOf(zone)),
      [site],
    );
}

/** The sites of those that would run on a node with this zone, as the scheduler reads node affinity. */
const sitesOf =
  (zone: string | undefined) =>
  (daemons: RenderedObject): readonly string[] => {
    const template = templateOf(daemons);
    const site = containerOf(template, 'driver').args.find((one) => one.startsWith('--site='));
    return admits(template.spec.affinity as NodeAffinity | undefined, zone) ? [site ?? 'no site'] : [];
  };

function admits(affinity: NodeAffinity | undefined, zone: string | undefined): boolean {
  const terms = affinity?.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
  if (terms === undefined) return true;
  return terms.some(({ matchExpressions }) =>
    matchExpressions.every(({ operator, values }) => {
      const isIn = zone !== undefined && values.includes(zone);
      return operator === 'In' ? isIn : !isIn;
    }),
  );
}
