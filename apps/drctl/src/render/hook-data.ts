import type { Hook } from '@twinsite/domain';

/** A hook as it may be shown and given away: values of headers, bodies, arguments and paths of URLs may be secrets. */
export function hookData({ name, when, action, timeoutMs, retryForMs, onError }: Hook): object {
  const rest = { timeout: timeoutMs / 1000, retryFor: retryForMs / 1000, onError };
  if (action.kind === 'exec') {
    const { kind, command, ...where } = action;
    const [program, ...args] = command;
    return { name, when, [kind]: { ...where, program, arguments: args.length }, ...rest };
  }
  const server = new URL(action.url).origin;
  if (action.kind === 'http') return { name, when, http: { server, status: action.status }, ...rest };
  const { method, tokenFile, headers } = action;
  return { name, when, webhook: { server, method, headers: [...headers.keys()], tokenFile }, ...rest };
}
