import {
  FEATURE_GATES,
  gatesFor,
  NEWEST_KNOWN_MINOR,
  type GateStage,
  type GateState,
} from '@twinsite/domain';

/** The version that the article was written for, and the oldest in the second table. Unit: minor. */
const OLDEST_TOLD = 14;

/** One row for each gate, as docs/kubernetes-versions.md prints it. */
export function gateTable(): string {
  const rows = FEATURE_GATES.map((gate) => [
    `\`${gate.name}\`${gate.optional === true ? ' (optional)' : ''}`,
    gate.gives,
    version(gate.stages.at(0)?.since),
    version(gate.stages.find(({ on }) => on)?.since),
    version(gate.stages.find(({ locked }) => locked)?.since),
    version(gate.removedIn),
    gate.readBy.join(', '),
  ]);
  return table(
    ['gate', 'what needs it', 'since', 'on by default', 'always on', 'gate gone', 'read by'],
    rows,
  );
}

/** One row for each run of versions on which the same is to be done. */
export function versionTable(): string {
  const rows: { first: number; last: number; cells: readonly string[] }[] = [];
  for (let minor = OLDEST_TOLD; minor <= NEWEST_KNOWN_MINOR; minor += 1) {
    const cells = toDo(minor);
    const before = rows.at(-1);
    if (before?.cells.join() === cells.join()) before.last = minor;
    else rows.push({ first: minor, last: minor, cells });
  }
  return table(
    ['Kubernetes', 'set to true', 'optional', 'take out of the flags before this version'],
    rows.map(({ first, last, cells }) => [
      first === last ? `1.${first}` : `1.${first} to 1.${last}`,
      ...cells,
    ]),
  );
}

function toDo(minor: number): readonly string[] {
  const names = (wanted: (state: GateState) => boolean) =>
    gatesFor(minor)
      .filter(wanted)
      .map(({ gate }) => `\`${gate.name}\``)
      .join(', ') || '-';
  const optional = ({ gate }: GateState) => gate.optional === true;
  return [
    names((state) => state.kind === 'off' && !optional(state)),
    names((state) => state.kind === 'off' && optional(state)),
    names((state) => state.kind === 'removed' && state.removedIn === minor),
  ];
}

const version = (minor: GateStage['since'] | undefined): string => (minor === undefined ? '-' : `1.${minor}`);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
