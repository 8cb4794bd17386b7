import { never, type ArrayCredentials, type Problem, type Result } from '@twinsite/domain';
import { decodeReply } from '../client/decode-reply.js';
import type { Exchange, Reply } from '../client/exchange.js';
import { describeReply } from '../client/redact.js';
import { decodeToken, type WireToken } from '../wire/token.js';

export type PasswordCredentials = Extract<ArrayCredentials, { kind: 'password' }>;

export type LoginOutcome =
  | { readonly kind: 'accepted'; readonly token: WireToken }
  | { readonly kind: 'denied'; readonly detail: string }
  | { readonly kind: 'failed'; readonly problem: Problem };

const OPERATION = 'log in';

/**
 * `POST /auth/tokens:login`, and where that path is unknown (404, 405) the older `POST /auth/tokens`. Any other 4xx
 * counts as a refusal of the credentials: the API does not say which status a locked account gets. The login belongs
 * to all callers that wait for it, so no single caller's signal ends it; the managers' deadlines do.
 */
export async function login(exchange: Exchange, credentials: PasswordCredentials): Promise<LoginOutcome> {
  const { user, password } = credentials;
  const first = await post(exchange, '/auth/tokens:login', { name: user, password }, password);
  const unknownPath = first.ok && (first.value.status === 404 || first.value.status === 405);
  const reply = unknownPath
    ? await post(
        exchange,
        '/auth/tokens',
        { identity: { password: { user: olderForm(credentials) } } },
        password,
      )
    : first;
  return reply.ok ? judge(exchange, reply.value, credentials) : { kind: 'failed', problem: reply.problem };
}

function olderForm({ user, password }: PasswordCredentials): Readonly<Record<string, string>> {
  return user.includes('@') ? { email: user, password } : { name: user, password };
}

function post(
  exchange: Exchange,
  path: string,
  auth: Readonly<Record<string, unknown>>,
  password: string,
): Promise<Result<Reply, Problem>> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const body = JSON.stringify({ auth });
  const request = {
    method: 'POST',
    path,
    target: `/v1${path}`,
    headers,
    body,
    operation: OPERATION,
  } as const;
  return exchange.send({ ...request, repeatable: true, secrets: [password] }, never);
}

function judge(exchange: Exchange, reply: Reply, { user, password }: PasswordCredentials): LoginOutcome {
  const { array } = exchange;
  const said = describeReply(reply, [password]);
  if (reply.status >= 400) return { kind: 'denied', detail: `login of user ${user} was refused (${said})` };
  if (reply.status >= 300) {
    const problem = {
      kind: 'array-refused',
      array,
      operation: OPERATION,
      status: reply.status,
      detail: said,
    } as const;
    return { kind: 'failed', problem };
  }
  const token = decodeReply(reply, (from) => decodeToken(from.object('token')), {
    array,
    operation: OPERATION,
  });
  return token.ok ? { kind: 'accepted', token: token.value } : { kind: 'failed', problem: token.problem };
}
