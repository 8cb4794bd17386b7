import { validateObject, validateReply } from '../schema/validate.js';
import { anyOperationMayAnswer } from '../schema/beyond-the-spec.js';
import { xmsSchema } from '../schema/xms-schema.js';
import { anonymous, type Identity } from '../state/accounts.js';
import type { World } from '../world.js';
import { ApiFault } from './api-fault.js';
import { Body, type Call, Query, type Reply } from './call.js';
import { checkQuery } from './check-query.js';
import type { Match, Route } from './route-table.js';

/** What a request brings along, before anybody has looked at it. */
export interface Raw {
  readonly query: URLSearchParams;
  readonly token: string;
  /** Undefined: no body was sent. */
  readonly body: unknown;
  /** Called with everything that is not as the schema says. */
  readonly violation: (side: 'request' | 'reply', problems: readonly string[]) => void;
  readonly authenticated: (identity: Identity) => void;
}

const needsNoToken = new Set(['POST /auth/tokens', 'POST /auth/tokens:login', 'GET /version/']);

/** Identity, form, then the operation itself; the reply is checked too. Throws ApiFault for refusals. */
export async function answer(world: World, match: Match, raw: Raw): Promise<Reply> {
  const { route } = match;
  const identity = identify(world, route, raw.token);
  raw.authenticated(identity);
  checkForm(route, raw);
  const call: Call = {
    id: match.id,
    query: new Query(raw.query),
    body: new Body(raw.body),
    identity,
    token: raw.token,
  };
  const reply = await handled(world, route, call, raw);
  checkReply(route, reply, raw);
  return reply;
}

function identify(world: World, route: Route, token: string): Identity {
  if (needsNoToken.has(route.key)) return anonymous;
  const identity = world.accounts.identify(token);
  if (!identity) throw new ApiFault(401, 'the token is missing, unknown or expired');
  const onlyReads = identity.roles.every((role) => role === 'Observer');
  if (onlyReads && !route.key.startsWith('GET ')) throw new ApiFault(403, 'the role Observer may only read');
  return identity;
}

function checkForm(route: Route, raw: Raw): void {
  const { operation } = route;
  const problems = checkQuery(operation.query, raw.query);
  if (operation.request !== undefined)
    problems.push(...validateObject(xmsSchema, operation.request, raw.body));
  else if (raw.body !== undefined) problems.push('body: is not declared');
  if (problems.length === 0) return;
  raw.violation('request', problems);
  throw new ApiFault(400, problems.join('; '));
}

function checkReply(route: Route, reply: Reply, raw: Raw): void {
  const name = route.operation.replies.get(reply.status);
  const problems = name === undefined ? [] : validateReply(xmsSchema, name, reply.body);
  if (!route.operation.replies.has(reply.status)) problems.push(`status ${reply.status} is not declared`);
  if (problems.length === 0) return;
  raw.violation('reply', problems);
  throw new ApiFault(500, `the simulator's reply is wrong: ${problems.join('; ')}`);
}

/** A refusal must have a status the operation declares, or one that any operation may have. */
async function handled(world: World, route: Route, call: Call, raw: Raw): Promise<Reply> {
  try {
    return await route.handler(world, call);
  } catch (error) {
    const status = error instanceof ApiFault ? error.status : 500;
    const isKnown = route.operation.replies.has(status) || anyOperationMayAnswer.has(status);
    if (!isKnown || !(error instanceof ApiFault))
      raw.violation('reply', [`status ${status}: ${String(error)}`]);
    throw error;
  }
}
