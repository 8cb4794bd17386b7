import { UsageError } from '../cli/usage-error.js';

/** What a scenario takes after its name: a switch, or a flag with one of these values. */
export type ScenarioFlags = Readonly<Record<`--${string}`, 'switch' | readonly string[]>>;

/** The flags given, by name without dashes; a switch is `on`. */
export type ScenarioOptions = Readonly<Partial<Record<string, string>>>;

/** Throws UsageError with the remedy. */
export function readScenarioOptions(
  scenario: string,
  flags: ScenarioFlags,
  words: readonly string[],
): ScenarioOptions {
  const options: Record<string, string> = {};
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    const kind = Object.hasOwn(flags, word) ? flags[word as keyof ScenarioFlags] : undefined;
    if (kind === undefined) throw new UsageError(`\`${scenario}\` does not take \`${word}\`${offer(flags)}`);
    options[word.slice(2)] = kind === 'switch' ? 'on' : oneOf(word, kind, left.shift());
  }
  return options;
}

function oneOf(flag: string, values: readonly string[], value: string | undefined): string {
  if (value !== undefined && values.includes(value)) return value;
  throw new UsageError(`${flag} takes one of ${values.join(', ')}; got ${value ?? 'nothing'}`);
}

function offer(flags: ScenarioFlags): string {
  const words = flagWords(flags);
  return words.length === 0 ? '' : `: it takes ${words.join(', ')}`;
}

/** Each flag as a person types it. */
export function flagWords(flags: ScenarioFlags): readonly string[] {
  return Object.entries(flags).map(([name, kind]) =>
    kind === 'switch' ? name : `${name} ${kind.join('|')}`,
  );
}
