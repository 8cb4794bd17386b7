import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { AccessToken } from '../state/accounts.js';
import type { World } from '../world.js';
import { demandName } from './demand.js';
import { listReply } from './list-reply.js';
import { stamp } from './render.js';
import type { Routes } from './route.js';

/** Only the reply to the creation shows the token itself. */
export const accessTokenRoutes: Routes = {
  'GET /access-tokens/': (world, call) => {
    const role = call.query.text('role');
    const rows = world.accounts
      .accessTokenList()
      .filter((token) => role === undefined || token.roles.includes(role));
    return listReply(world, call, { key: 'access_tokens', rows, render });
  },
  'POST /access-tokens/': create,
  'GET /access-tokens/{id}': (world, call) => {
    const token = world.accounts.accessTokenList().find((row) => row.id === call.id);
    if (!token) throw new ApiFault(404, `access token ${call.id} not found`);
    return { status: 200, body: { access_token: render(token) } };
  },
  'DELETE /access-tokens/{id}': (world, call) => {
    if (!world.accounts.deleteAccessToken(call.id))
      throw new ApiFault(404, `access token ${call.id} not found`);
    return { status: 204 };
  },
  'POST /access-tokens:validate': (world, call) => {
    const subject = call.query.text('subject_access_token');
    const token = world.accounts.accessTokenList().find((row) => row.uuid === subject);
    if (!token) throw new ApiFault(400, 'subject_access_token is not valid');
    return { status: 200, body: { access_token: render(token) } };
  },
};

function create(world: World, call: Call): Reply {
  const asked = call.body.inner('access_token');
  const token = world.accounts.createAccessToken({
    name: demandName(asked.text('name')),
    description: asked.text('description') ?? '',
    roles: asked.texts('roles') ?? [],
    userName: call.identity.user,
  });
  return { status: 201, body: { access_token: { ...render(token), uuid: token.uuid } } };
}

function render(token: AccessToken): Record<string, unknown> {
  const { id, name, description } = token;
  return {
    id,
    name,
    description,
    roles: [...token.roles],
    create: stamp(token.createdAt),
    user: { name: token.userName },
  };
}
