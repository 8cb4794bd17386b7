import type { Command } from './command-runner.port.js';

export const labelOf = (command: Command): string => redact(command, command.label ?? command.tool);

/** Cuts the values of secret arguments out of a text (hazard H31). */
export function redact(command: Command, text: string): string {
  const secrets = (command.secretArgs ?? []).map((position) => command.args[position] ?? '');
  return secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}
