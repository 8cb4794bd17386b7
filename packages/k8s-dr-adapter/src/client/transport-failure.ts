/**
 * Words for what kept a request from its reply. Anything without a code of Node's or undici's is a mistake of this
 * program and goes on as the exception it is.
 */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || code === 'UND_ERR_INVALID_ARG') throw error;
  const inner = error instanceof AggregateError ? (error.errors as Error[])[0] : undefined;
  const text = inner?.message ?? error.message;
  return text.includes(code) ? text : `${text} (${code})`;
}
