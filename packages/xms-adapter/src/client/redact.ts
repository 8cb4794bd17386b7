const MAX_DETAIL = 300;
const SECRET_FIELD =
  /("(?:[a-z_]*password|[a-z_]*secret|[a-z_]*token|uuid|isecret|tsecret)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;
/** The same in JSON that stands as a text within JSON, where every quote has its backslashes. */
const QUOTED_SECRET_FIELD =
  /(\\+")([a-z_]*password|[a-z_]*secret|[a-z_]*token|uuid)\1(\s*:\s*)\1.*?(?<!\\)\1/gis;

/**
 * An error body as a message may show it: secrets masked, one line, at most 300 characters. The body is never read
 * for meaning, its form is not documented.
 */
export function describeBody(body: string, secrets: readonly string[]): string {
  let text = body.replace(SECRET_FIELD, '$1"***"').replace(QUOTED_SECRET_FIELD, '$1$2$1$3$1***$1');
  for (const secret of secrets) {
    if (secret !== '')
      text = text.replaceAll(secret, '***').replaceAll(JSON.stringify(secret).slice(1, -1), '***');
  }
  // eslint-disable-next-line no-control-regex -- control characters are what this takes out
  const line = text.replace(/[\u0000-\u0020\u007f]+/g, ' ').trim();
  return line.length <= MAX_DETAIL ? line : `${line.slice(0, MAX_DETAIL)}…`;
}

/** `HTTP 400: the name exists` */
export function describeReply(
  reply: { readonly status: number; readonly body: string },
  secrets: readonly string[],
): string {
  const detail = describeBody(reply.body, secrets);
  return detail === '' ? `HTTP ${reply.status}` : `HTTP ${reply.status}: ${detail}`;
}
