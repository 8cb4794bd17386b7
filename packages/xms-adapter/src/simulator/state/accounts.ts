import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Switches } from '../switches.js';
import type { UserSpec } from '../topology/topology.js';

export interface Identity {
  readonly user: string;
  readonly roles: readonly string[];
}

/** Nobody: what a request without a token is. */
export const anonymous: Identity = { user: '', roles: [] };

export interface LoginToken {
  readonly uuid: string;
  readonly user: UserSpec;
  readonly createdAt: number;
  expiresAt: number;
}

export interface AccessToken {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly description: string;
  readonly roles: readonly string[];
  readonly userName: string;
  readonly createdAt: number;
}

interface Failures {
  count: number;
  frozenUntil: number;
}

/** Users, login tokens and access tokens. Too many wrong passwords in a row freeze the account. */
export class Accounts {
  private readonly users: readonly UserSpec[];
  private readonly passwords: Map<string, string>;
  private readonly clock: Clock;
  private readonly switches: () => Switches;
  private readonly loginTokens = new Map<string, LoginToken>();
  private readonly accessTokens = new Map<number, AccessToken>();
  private readonly failures = new Map<string, Failures>();
  private lastId = 0;

  constructor(users: readonly UserSpec[], clock: Clock, switches: () => Switches) {
    this.users = users;
    this.passwords = new Map(users.map(({ name, password }) => [name, password]));
    this.clock = clock;
    this.switches = switches;
  }

  /** `name` is a user name or an e-mail. Undefined: wrong, or the account is frozen. */
  login(name: string, password: string): LoginToken | undefined {
    const user = this.users.find((known) => known.name === name || known.email === name);
    if (!user || this.isFrozen(user.name)) return undefined;
    if (this.passwords.get(user.name) !== password) {
      this.countFailure(user.name);
      return undefined;
    }
    this.failures.delete(user.name);
    return this.issue(user);
  }

  renew(uuid: string): LoginToken | undefined {
    const token = this.validLogin(uuid);
    return token && this.issue(token.user);
  }

  logout(uuid: string): boolean {
    return this.loginTokens.delete(uuid);
  }

  identify(uuid: string): Identity | undefined {
    const login = this.validLogin(uuid);
    if (login) {
      if (this.switches().tokenSlides) login.expiresAt = this.clock.now() + this.switches().tokenLifetimeMs;
      return { user: login.user.name, roles: login.user.roles };
    }
    const access = this.accessTokenList().find((token) => token.uuid === uuid);
    return access && { user: access.userName, roles: access.roles };
  }

  isFrozen(userName: string): boolean {
    return (this.failures.get(userName)?.frozenUntil ?? 0) > this.clock.now();
  }

  /** As an administrator of the array does: the old password is wrong from now on; tokens that are out stay valid. */
  changePassword(userName: string, password: string): void {
    if (!this.passwords.has(userName)) throw new RangeError(`no user ${userName}`);
    this.passwords.set(userName, password);
  }

  /** Ends every login token at once, as a restart of the management service would. */
  expireLogins(): void {
    this.loginTokens.clear();
  }

  createAccessToken(given: Pick<AccessToken, 'name' | 'description' | 'roles' | 'userName'>): AccessToken {
    this.lastId += 1;
    const token = { ...given, id: this.lastId, uuid: newUuid(), createdAt: this.clock.now() };
    this.accessTokens.set(token.id, token);
    return token;
  }

  accessTokenList(): AccessToken[] {
    return [...this.accessTokens.values()];
  }

  deleteAccessToken(id: number): boolean {
    return this.accessTokens.delete(id);
  }

  private issue(user: UserSpec): LoginToken {
    const createdAt = this.clock.now();
    const token = {
      uuid: newUuid(),
      user,
      createdAt,
      expiresAt: createdAt + this.switches().tokenLifetimeMs,
    };
    this.loginTokens.set(token.uuid, token);
    return token;
  }

  private validLogin(uuid: string): LoginToken | undefined {
    const token = this.loginTokens.get(uuid);
    return token && token.expiresAt > this.clock.now() ? token : undefined;
  }

  private countFailure(userName: string): void {
    const known = this.failures.get(userName) ?? { count: 0, frozenUntil: 0 };
    known.count += 1;
    if (known.count >= this.switches().maxLoginAttempts) {
      known.count = 0;
      known.frozenUntil = this.clock.now() + this.switches().freezeMs;
    }
    this.failures.set(userName, known);
  }
}

function newUuid(): string {
  return randomBytes(16).toString('hex');
}
