import type { Argument, Command, Option } from 'commander';

/** Names of a configuration, by what stands for them in the usage of a command: `<group>`, `<cluster>`. */
export interface Names {
  readonly group: readonly string[];
  readonly cluster: readonly string[];
}

export interface Completions {
  readonly candidates: readonly { readonly word: string; readonly meaning: string }[];
  /** Names of files are meant too. */
  readonly files: boolean;
}

/** What the last of the words may become, read from the command tree itself. */
export function completionsOf(
  program: Command,
  words: readonly string[],
  namesOf: (config: string | undefined) => Names,
): Completions {
  const current = words.at(-1) ?? '';
  const typed = walk(program, words.slice(0, -1));
  const { candidates, files } = possible(typed, current, () => namesOf(typed.config));
  return { candidates: candidates.filter(({ word }) => word.startsWith(current)), files };
}

interface Typed {
  readonly command: Command;
  readonly operands: number;
  /** The option whose value comes next. */
  readonly open: Option | undefined;
  readonly config: string | undefined;
}

function walk(program: Command, words: readonly string[]): Typed {
  let typed: Typed = { command: program, operands: 0, open: undefined, config: undefined };
  for (const word of words) typed = after(typed, word);
  return typed;
}

function after(typed: Typed, word: string): Typed {
  const { command, operands, open } = typed;
  if (open !== undefined)
    return { ...typed, open: undefined, ...(open.long === '--config' ? { config: word } : {}) };
  if (word.startsWith('-')) {
    const option = command.options.find(({ long, short }) => word === long || word === short);
    return option?.required === true ? { ...typed, open: option } : typed;
  }
  const below = command.commands.find((one) => one.name() === word);
  return below === undefined ? { ...typed, operands: operands + 1 } : { ...typed, command: below };
}

function possible({ command, operands, open }: Typed, current: string, names: () => Names): Completions {
  if (open !== undefined) return values(open, /<(\w+)>/.exec(open.flags)?.[1], names);
  const help = command.createHelp();
  if (current.startsWith('-')) {
    const options = help.visibleOptions(command);
    return told(options.map(({ long, description }) => [long ?? '', description]));
  }
  if (command.commands.length > 0)
    return told(help.visibleCommands(command).map((one) => [one.name(), one.description()]));
  const argument = command.registeredArguments[operands];
  return argument === undefined ? told([]) : values(argument, argument.name(), names);
}

const FILES: ReadonlySet<string | undefined> = new Set(['file', 'path', 'directory', 'bundle']);

function values(
  { argChoices }: Option | Argument,
  meaning: string | undefined,
  names: () => Names,
): Completions {
  if (argChoices !== undefined) return told(argChoices.map((choice) => [choice, '']));
  if (meaning === 'group' || meaning === 'cluster') return told(names()[meaning].map((name) => [name, '']));
  return { candidates: [], files: FILES.has(meaning) };
}

const told = (rows: readonly (readonly [string, string])[]): Completions => ({
  candidates: rows.map(([word, meaning]) => ({ word, meaning })),
  files: false,
});
