import { expect, test } from 'vitest';
import { openPorch, refusal } from './support/porch.js';
import * as requests from './support/requests.js';
import { parseCredentials } from '../src/credentials.js';

test.each([
  [{}, undefined],
  [{ token: 't' }, { kind: 'token', token: 't' }],
  [
    { user: 'u', password: 'p' },
    { kind: 'password', user: 'u', password: 'p' },
  ],
  [
    { username: 'u', password: 'p' },
    { kind: 'password', user: 'u', password: 'p' },
  ],
])('accepts %j', (secrets, credentials) => {
  expect(parseCredentials(secrets)).toEqual({ ok: true, value: credentials });
});

test.each([
  [{ user: 'canary-u' }, 'secrets["password"]', 'missing'],
  [{ password: 'canary-p' }, 'secrets["user"]', 'missing'],
  [{ user: 'canary-u', password: '' }, 'secrets["password"]', 'empty'],
  [{ token: '' }, 'secrets["token"]', 'empty'],
  [{ token: 'canary-t', password: 'canary-p' }, 'secrets["password"]', 'not both'],
  [{ user: 'canary-u', username: 'canary-v', password: 'canary-p' }, 'secrets["username"]', 'given as well'],
  [{ apiKey: 'canary-k' }, 'secrets["apiKey"]', 'unknown key'],
])('refuses %j by the key alone', async (secrets, field, why) => {
  const { client, recorder } = await openPorch();
  const error = await refusal(client.controller.createVolume({ ...requests.aCreate, secrets }));
  expect(error.status).toBe('INVALID_ARGUMENT');
  expect(error.details).toContain(field);
  expect(error.details).toContain(why);
  expect(error.details + recorder.text).not.toContain('canary');
});
