import type { Command } from 'commander';

interface Known {
  /** `protect`, `config check`. */
  readonly path: string;
  readonly summary: string;
  readonly options: readonly string[];
  readonly takesGroup: boolean;
}

/** A script for the shell, made from the command tree itself. Groups are asked of drctl when they are needed. */
export function completionScript(program: Command, shell: 'bash' | 'zsh' | 'fish'): string {
  const known = program.commands.filter(isShown).flatMap((command) => knownOf(command, ''));
  switch (shell) {
    case 'bash':
      return bash(known);
    case 'zsh':
      return `autoload -U +X bashcompinit && bashcompinit\n${bash(known)}`;
    case 'fish':
      return fish(known);
  }
}

/** What may follow the words that are typed, for kubectl, whose plugins complete by a program of their own. */
export function candidates(
  program: Command,
  words: readonly string[],
  groups: readonly string[],
): readonly string[] {
  const [last = '', ...before] = [...words].reverse();
  let command = program;
  for (const word of before.reverse())
    command = command.commands.find((one) => one.name() === word) ?? command;
  const below = command.commands.filter(isShown).map((one) => one.name());
  const options = command.options.map(({ long }) => long).filter((long) => long != null);
  const takesGroup = command.registeredArguments.some((argument) => argument.name() === 'group');
  return [...below, ...options, ...(takesGroup ? groups : [])].filter((word) => word.startsWith(last));
}

const isShown = (command: Command): boolean => !command.name().startsWith('__');

function knownOf(command: Command, above: string): readonly Known[] {
  const path = `${above}${command.name()}`;
  const options = command.options.flatMap(({ long, short }) => [long, short].filter((one) => one != null));
  const takesGroup = command.registeredArguments.some((argument) => argument.name() === 'group');
  const own = { path, summary: command.description(), options, takesGroup };
  return [own, ...command.commands.flatMap((one) => knownOf(one, `${path} `))];
}

function bash(known: readonly Known[]): string {
  const cases = known.map(({ path, options, takesGroup }) => {
    const below = known.filter((one) => one.path.startsWith(`${path} `)).map((one) => one.path.split(' ')[1]);
    const words = [...options, ...below].join(' ');
    const groups = takesGroup ? ' $(drctl __groups 2>/dev/null)' : '';
    return `    "${path}") words="${words}${groups}" ;;`;
  });
  const top = known.map(({ path }) => path).filter((path) => !path.includes(' '));
  return `_drctl() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" words word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) case " ${known.map(({ path }) => path.replace(' ', '_')).join(' ')} " in
      *" \${path:+\${path}_}$word "*) path="\${path:+$path }$word" ;;
    esac ;; esac
  done
  case "$path" in
    "") words="${top.join(' ')} --help --version" ;;
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _drctl drctl kubectl-drctl`;
}

function fish(known: readonly Known[]): string {
  const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = known.flatMap(({ path, summary, options, takesGroup }) => {
    const [first = '', second] = path.split(' ');
    const at = second === undefined ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${first}`;
    const own = `complete -c drctl -f -n ${quoted(at)} -a ${second ?? first} -d ${quoted(summary)}`;
    const seen = quoted(`__fish_seen_subcommand_from ${second ?? first}`);
    const flags = options
      .filter((option) => option.startsWith('--'))
      .map((option) => `complete -c drctl -n ${seen} -l ${option.slice(2)}`);
    const groups = takesGroup ? [`complete -c drctl -f -n ${seen} -a '(drctl __groups 2>/dev/null)'`] : [];
    return [own, ...flags, ...groups];
  });
  return lines.join('\n');
}
