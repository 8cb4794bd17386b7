import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { never, type HookFault, type Result, type WebhookAction } from '@twinsite/domain';
import { describe, expect, onTestFinished, test } from 'vitest';
import { KubeHookRunner } from '../../src/index.js';
import { anApi } from '../an-api.js';

interface Heard {
  readonly method: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Somebody who is told, and answers. */
async function listener(answer: (response: ServerResponse) => void) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push({ method: request.method, headers: request.headers, body });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { transport } = await anApi();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { heard, url, runner: new KubeHookRunner(transport) };
}

const answering = (status: number, body = '', headers = {}) =>
  listener((response) => void response.writeHead(status, headers).end(body));
const webhook = (url: string, more: Partial<WebhookAction> = {}): WebhookAction => ({
  ...{ kind: 'webhook', url, method: 'POST', headers: new Map(), tokenFile: undefined, body: undefined },
  ...more,
});
const detailOf = (result: Result<void, HookFault>): string => (result.ok ? 'ok' : result.problem.detail);

function fileOf(content: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'hook-token-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'token'), content);
  return join(directory, 'token');
}

describe('a webhook', () => {
  test('is sent as it is written, with the token of its file', async () => {
    const { heard, url, runner } = await answering(204);
    const action = webhook(url, {
      headers: new Map([['X-Group', 'shop']]),
      tokenFile: fileOf('tok-1\n'),
      body: '{}',
    });
    expect(await runner.run(action, 5000, never)).toEqual({ ok: true, value: undefined });
    expect(heard).toMatchObject([
      {
        method: 'POST',
        headers: { 'x-group': 'shop', authorization: 'Bearer tok-1', 'content-type': 'application/json' },
        body: '{}',
      },
    ]);
  });

  test('that is answered with anything but 2xx has failed; the answer is not repeated, and no redirect followed', async () => {
    const refusing = await answering(500, 'your token was tok-1');
    expect(detailOf(await refusing.runner.run(webhook(refusing.url), 5000, never))).toBe(
      'it was answered with HTTP 500',
    );
    const other = await answering(200);
    const away = await answering(307, '', { location: other.url });
    expect(detailOf(await away.runner.run(webhook(away.url), 5000, never))).toBe(
      'it was answered with HTTP 307 (redirects are not followed)',
    );
    expect(other.heard).toEqual([]);
  });

  test('is not sent without the token that it is to have; nothing of it is told', async () => {
    const { heard, url, runner } = await answering(200);
    const of = async (tokenFile: string) =>
      detailOf(await runner.run(webhook(url, { tokenFile }), 5000, never));
    expect(await of('/none/secret')).toBe('its tokenFile cannot be read (ENOENT)');
    expect(await of(fileOf('two\nsecrets'))).toBe(
      'its tokenFile does not hold one line of printable characters',
    );
    expect(heard).toEqual([]);
  });

  test('that is not answered in time is given up; one that nobody hears says why', async () => {
    const { url, runner } = await listener(() => undefined);
    expect(detailOf(await runner.run(webhook(url), 100, never))).toBe('it did not end within 100 ms');
    expect(detailOf(await runner.run(webhook('http://127.0.0.1:1/'), 5000, never))).toContain('ECONNREFUSED');
  });
});

describe('a check of a page', () => {
  const check = (url: string, contains?: string) => ({ kind: 'http', url, status: 200, contains }) as const;

  test('holds when status and text are as they should be', async () => {
    const { url, runner, heard } = await answering(200, '{"status":"UP"}');
    expect(await runner.run(check(url, '"UP"'), 5000, never)).toMatchObject({ ok: true });
    expect(await runner.run(check(url), 5000, never)).toMatchObject({ ok: true });
    expect(heard[0]?.method).toBe('GET');
    expect(detailOf(await runner.run(check(url, 'DOWN'), 5000, never))).toContain(
      'have not what contains says',
    );
    expect(detailOf(await runner.run({ ...check(url), status: 204 }, 5000, never))).toBe(
      'it was answered with HTTP 200 instead of 204',
    );
  });

  test('reads the beginning of an answer without end', async () => {
    const { url, runner } = await listener((response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    });
    expect(detailOf(await runner.run(check(url, 'y'), 5000, never))).toContain('the first 65536 bytes');
  });
});
