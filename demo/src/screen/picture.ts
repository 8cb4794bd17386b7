export interface SiteView {
  readonly name: 'a' | 'b';
  readonly dark: boolean;
  readonly gateway: string;
  /** State of the worker's path through this gateway. */
  readonly path: 'active' | 'failed' | 'none';
}

export interface View {
  readonly sites: readonly [SiteView, SiteView];
  readonly headline: string;
  readonly acknowledged: number;
  readonly worstStallMs: number;
  /** Nothing acknowledged for this long right now. */
  readonly waitingMs: number;
}

const WIDTH = 26;
const box = (lines: readonly string[]): readonly string[] => [
  `+${'-'.repeat(WIDTH)}+`,
  ...lines.map((line) => `| ${line.padEnd(WIDTH - 2)} |`),
  `+${'-'.repeat(WIDTH)}+`,
];

const siteBox = ({ name, dark, gateway }: SiteView): readonly string[] =>
  box([`site ${name}`, `gateway ${gateway}`, dark ? '*** DARK ***' : 'up']);

const LINES: Readonly<Record<SiteView['path'], string>> = { active: '====', failed: 'x  x', none: '    ' };

/** The two sites as text: boxes, paths, and what the application sees. Same number of lines every time. */
export function picture({ sites, headline, acknowledged, worstStallMs, waitingMs }: View): string {
  const [a, b] = sites;
  const [left, right] = [siteBox(a), siteBox(b)];
  const gap = '          ';
  const arbiter = ' -arbiter-';
  const rows = left.map((line, index) => `${line}${index === 2 ? arbiter : gap}${right[index] ?? ''}`);
  const state = waitingMs > 200 ? `WAITING for ${(waitingMs / 1000).toFixed(1)} s` : 'writing';
  return [
    headline,
    ...rows,
    `      \\\\ ${LINES[a.path]} path ${a.path.padEnd(6)}                    path ${b.path.padEnd(6)} ${LINES[b.path]} //`,
    ...box(['worker node-1: multipath', `application: ${state}`, `${acknowledged} records on disk`]).map(
      (line) => `                  ${line}`,
    ),
    `worst stall so far: ${worstStallMs} ms`,
  ].join('\n');
}
