import type { MoveState, Timeline } from '@twinsite/domain';

const STYLE = `body{font:14px system-ui,sans-serif;margin:2em;max-width:60em}table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:.3em .6em;border-bottom:1px solid #ccc}.bar{height:1em;background:#2a6fb0}
.critical .bar{background:#c0392b}.warn{color:#c0392b;font-weight:bold}`;

/** One page that needs nothing else: what was moved, what proves it, and the timeline drawn to scale. */
export function moveHtml(id: string, state: MoveState, timeline: Timeline): string {
  const total = Math.max(
    1,
    timeline.phases.reduce((sum, { ms }) => sum + ms, 0),
  );
  let passed = 0;
  const rows = timeline.phases.map(({ name, at, ms }) => {
    const [left, width] = [(100 * passed) / total, Math.max(0.3, (100 * ms) / total)];
    passed += ms;
    const mark = name === timeline.critical ? ' class="critical"' : '';
    return `<tr${mark}><td>${escaped(name)}</td><td>${escaped(at)}</td><td>${ms} ms</td><td style="width:50%"><div class="bar" style="margin-left:${left.toFixed(2)}%;width:${width.toFixed(2)}%"></div></td></tr>`;
  });
  const { verb, group, from, to, fence } = state;
  const title = `${verb} of group ${group} from ${from} to ${to}`;
  const warning =
    fence === 'attested' ? '<p class="warn">The fence is UNVERIFIED: it rests on somebody’s word.</p>' : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>${warning}
<table>${factsOf(id, state, timeline)
    .map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(value)}</td></tr>`)
    .join('\n')}</table>
<h2>Moments</h2>
<table>${timeline.marks
    .map(
      ({ name, at, what }) =>
        `<tr><th>${escaped(name)}</th><td>${escaped(what)}</td><td>${escaped(at ?? '-')}</td></tr>`,
    )
    .join('\n')}</table>
<h2>Timeline</h2>
<table><tr><th>phase</th><th>ended</th><th>took</th><th></th></tr>
${rows.join('\n')}
</table></body></html>
`;
}

type Row = readonly [name: string, value: string];

function factsOf(id: string, { phase, fence, bundle }: MoveState, timeline: Timeline): readonly Row[] {
  return [
    ['operation', id],
    ['stands at', phase],
    ['fence', fence === 'array' ? 'proved at the array' : fence],
    ['bundle', bundle === undefined ? '-' : `${bundle.counter}, root sha256:${bundle.root}`],
    ['declared', timeline.declaredAt ?? '-'],
    ['fence: calls and read-back', msOr(timeline.fenceMs)],
    ['fence: waited for', msOr(timeline.drainMs)],
    ['declared to all ready', msOr(timeline.rtoMs)],
    ['longest phase', timeline.critical ?? '-'],
    [
      'RPO of the data',
      `0: ${timeline.claims ?? 0} claims proved to have their own volumes, nothing was copied`,
    ],
    ['RPO of the metadata', msOr(timeline.metadataAgeMs)],
  ];
}

const msOr = (ms: number | undefined): string => (ms === undefined ? '-' : `${ms} ms`);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (found) => ENTITIES[found] ?? found);
