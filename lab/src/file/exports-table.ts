import type { FileExport } from '@twinsite/xms-adapter/simulator';

/** One line of a gateway's table: what one client may do at one path. */
export interface ExportLine {
  readonly path: string;
  readonly match: string;
  readonly fsid: number;
  readonly readOnly: boolean;
  readonly rootSquash: boolean;
}

export function exportLines(exports: readonly FileExport[]): ExportLine[] {
  return exports.flatMap(({ path, fsid, clients }) =>
    clients.map(({ match, readOnly, rootSquash }) => ({ path, match, fsid, readOnly, rootSquash })),
  );
}

/** For exports(5). `sync` and `no_wdelay`: an answered write is on the disk, and none waits for a neighbour. */
export function exportsText(exports: readonly FileExport[]): string {
  return exportLines(exports)
    .map((line) => `${line.path} ${line.match}(${optionsOf(line)})\n`)
    .toSorted()
    .join('');
}

function optionsOf({ fsid, readOnly, rootSquash }: ExportLine): string {
  const access = readOnly ? 'ro' : 'rw';
  const root = rootSquash ? 'root_squash' : 'no_root_squash';
  return [access, root, `fsid=${fsid}`, 'sync', 'no_wdelay', 'no_subtree_check'].join(',');
}

/** Reads /var/lib/nfs/etab, which exportfs(8) writes. Throws on a line that is none. */
export function parseEtab(text: string): ExportLine[] {
  return text.split('\n').filter(Boolean).map(parseLine);
}

function parseLine(line: string): ExportLine {
  const [, path = '', match = '', list = ''] = /^(\S+)\s+([^\s(]+)\((.*)\)$/.exec(line) ?? [];
  const options = list.split(',');
  const fsid = options.find((option) => option.startsWith('fsid='))?.slice('fsid='.length);
  if (fsid === undefined) throw new Error(`not a line of etab with an fsid: ${line}`);
  return {
    path,
    match,
    fsid: Number(fsid),
    readOnly: options.includes('ro'),
    rootSquash: options.includes('root_squash'),
  };
}

/** What one table has and the other has not, in words; empty when they are the same. */
export function tableDifference(wanted: readonly ExportLine[], shown: readonly ExportLine[]): string[] {
  const [want, show] = [wanted, shown].map((lines) => lines.map(describe)) as [string[], string[]];
  return [
    ...want.filter((line) => !show.includes(line)).map((line) => `missing ${line}`),
    ...show.filter((line) => !want.includes(line)).map((line) => `too much ${line}`),
  ];
}

const describe = (line: ExportLine): string => `${line.path} ${line.match}(${optionsOf(line)})`;
