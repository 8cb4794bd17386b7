import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { LoginToken } from '../state/accounts.js';
import type { World } from '../world.js';
import { stamp } from './render.js';
import type { Routes } from './route.js';

export const authRoutes: Routes = {
  'POST /auth/tokens:login': login,
  'POST /auth/tokens': loginByIdentity,
  'POST /auth/tokens:logout': (world, call) => {
    world.accounts.logout(call.token);
    return { status: 204 };
  },
  'GET /auth/security-policy': (world) => {
    const { maxLoginAttempts, freezeMs } = world.switches();
    const auth_security_policy = {
      enabled: true,
      max_attempts: maxLoginAttempts,
      freeze_duration: Math.ceil(freezeMs / 1000),
      password_lifetime: 0,
      password_expiration_warning: false,
    };
    return { status: 200, body: { auth_security_policy } };
  },
};

function login(world: World, call: Call): Reply {
  const asked = call.body.inner('auth');
  const name = asked.text('name');
  const password = asked.text('password');
  if (name === undefined || password === undefined)
    throw new ApiFault(400, 'auth.name and auth.password are needed');
  return issued(world, world.accounts.login(name, password));
}

/** The older form: by name or e-mail and password, or from a token that is still good. */
function loginByIdentity(world: World, call: Call): Reply {
  const identity = call.body.inner('auth').inner('identity');
  const renewed = identity.inner('token').text('uuid');
  if (renewed !== undefined) return issued(world, world.accounts.renew(renewed));
  const user = identity.inner('password').inner('user');
  const name = user.text('name') ?? user.text('email');
  if (name === undefined)
    throw new ApiFault(400, 'identity needs password.user.name, password.user.email or token.uuid');
  return issued(world, world.accounts.login(name, user.text('password') ?? ''));
}

function issued(world: World, token: LoginToken | undefined): Reply {
  if (!token) throw new ApiFault(401, 'wrong user or password, or the account is frozen');
  const { user } = token;
  const id = world.topology.users.indexOf(user) + 1;
  const body = {
    token: {
      uuid: token.uuid,
      create: stamp(token.createdAt),
      expires: stamp(token.expiresAt),
      valid: true,
      user: { id, name: user.name, email: user.email, enabled: true, roles: [...user.roles] },
      roles: [...user.roles],
    },
  };
  return { status: 201, body };
}
