export interface Outline {
  /** Level and order only; the words differ between languages. */
  readonly headings: readonly number[];
  /** Fenced blocks as they stand, with the word behind the fence. */
  readonly blocks: readonly string[];
}

/** What two pages that say the same in two languages have in common. */
export function outlineOf(markdown: string): Outline {
  const blocks: string[] = [];
  // A block inside a list is indented with it.
  const prose = markdown.replace(/^( *)```[^]*?\n\1```$/gm, (block, indent: string) => {
    blocks.push(block.replaceAll(`\n${indent}`, '\n').trimStart());
    return '';
  });
  return {
    headings: [...prose.matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length),
    blocks,
  };
}

export const yamlBlocks = (markdown: string): readonly string[] =>
  outlineOf(markdown)
    .blocks.filter((block) => block.startsWith('```yaml\n'))
    .map((block) => block.slice('```yaml\n'.length, -'\n```'.length));

/** Links to files of this repository. */
export const localLinks = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);
