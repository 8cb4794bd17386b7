import { describe, expect, it } from 'vitest';
import { describeBody } from '../../src/client/redact.js';

const secret = 'p4ss"word';

describe('the words of an error body', () => {
  it.each([
    ['a secret as it is', `rejected ${secret}!`, 'rejected ***!'],
    ['a secret in JSON under any key', JSON.stringify({ seen: secret }), '{"seen":"***"}'],
    ['a field that holds secrets', '{"tsecret": "x\\"y", "name":"n"}', '{"tsecret": "***", "name":"n"}'],
    ['a password nobody told us', '{"encrypted_password":"abc"}', '{"encrypted_password":"***"}'],
    [
      'a field that holds secrets, in JSON within a text',
      JSON.stringify({ message: JSON.stringify({ tsecret: 'x"y', name: 'n' }) }),
      String.raw`{"message":"{\"tsecret\":\"***\",\"name\":\"n\"}"}`,
    ],
    ['a token', '{"token":"abc","access_token":"d"}', '{"token":"***","access_token":"***"}'],
    ['line ends', 'a\r\n\tb', 'a b'],
    ['nothing', '', ''],
  ])('hide or flatten %s', (_what, body, shown) => {
    expect(describeBody(body, [secret, ''])).toBe(shown);
  });

  it('are cut after 300 characters, the secrets before that', () => {
    const shown = describeBody(`${'x'.repeat(295)}${secret}`, [secret]);
    expect(shown).toBe(`${'x'.repeat(295)}***`);
    expect(describeBody('y'.repeat(301), [])).toBe(`${'y'.repeat(300)}…`);
  });
});
