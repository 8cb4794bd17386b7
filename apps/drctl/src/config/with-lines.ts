import type { ConfigProblem } from '@twinsite/domain';
import { isNode, type Document, type LineCounter } from 'yaml';

interface Source {
  readonly path: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** `drctl.yaml: groups[0].name` becomes `drctl.yaml:12: groups[0].name`, in the order of lines. */
export function withLines(problems: readonly ConfigProblem[], source: Source): readonly ConfigProblem[] {
  return problems
    .map((problem) => placed(problem, source))
    .sort((a, b) => a.line - b.line)
    .map(({ problem }) => problem);
}

function placed(problem: ConfigProblem, { path, document, lines }: Source) {
  const prefix = `${path}: `;
  if (!problem.where.startsWith(prefix)) return { problem, line: 0 };
  const field = problem.where.slice(prefix.length);
  const line = lineOf(document, wordsOf(field), lines);
  return { problem: { ...problem, where: `${path}:${line}: ${field}` }, line };
}

/** `arrays[0].sites.a` and `parameters["x"]`. */
const wordsOf = (field: string): readonly (string | number)[] =>
  [...field.matchAll(/\[(\d+)\]|\["([^"]*)"\]|([^.[\]]+)/g)].map(([, index, quoted, plain]) =>
    index === undefined ? (quoted ?? plain ?? '') : Number(index),
  );

/** Of the value, or of the nearest thing around it that is there. */
function lineOf(document: Document.Parsed, words: readonly (string | number)[], lines: LineCounter): number {
  for (let length = words.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(words.slice(0, length), true);
    const offset = isNode(node) ? node.range?.[0] : undefined;
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return 1;
}
