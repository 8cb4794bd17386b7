import { isObject } from '../../../src/simulator/schema/validate.js';

export interface Answer {
  readonly status: number;
  /** The parsed body; an empty object when there is none. */
  readonly body: Record<string, unknown>;
}

/** Speaks to one manager over real HTTP, the way curl would: no retries, no reading between the lines. */
export class Api {
  private readonly base: string;
  token = '';

  constructor(base: string) {
    this.base = base;
  }

  static async loggedIn(base: string): Promise<Api> {
    const api = new Api(base);
    await api.login('admin', 'admin');
    return api;
  }

  async login(name: string, password: string): Promise<Answer> {
    const answer = await this.call('POST', '/auth/tokens:login', { auth: { name, password } });
    if (answer.status === 201) this.token = String(field(answer.body, 'token.uuid'));
    return answer;
  }

  get(path: string): Promise<Answer> {
    return this.call('GET', path);
  }

  async call(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
    const response = await fetch(`${this.base}${path.startsWith('/api/') ? '' : '/v1'}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(this.token ? { 'Xms-Auth-Token': this.token } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ?? AbortSignal.timeout(8000),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    const parsed: unknown = isJson && text !== '' ? JSON.parse(text) : {};
    return { status: response.status, body: isObject(parsed) ? parsed : {} };
  }
}

/** The value at a dotted path, e.g. `block_volume.id` or `luns.0.lun_id`. */
export function field(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
}

/** Repeats `read` until `holds`; fails with the last answer after 5 s. */
export async function eventually(
  read: () => Promise<Answer>,
  holds: (answer: Answer) => boolean,
): Promise<Answer> {
  const end = Date.now() + 5000;
  for (;;) {
    const answer = await read();
    if (holds(answer)) return answer;
    if (Date.now() > end) throw new Error(`still not so after 5 s: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
