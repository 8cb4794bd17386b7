import { readFile } from 'node:fs/promises';
import {
  failed,
  ok,
  type CheckAction,
  type HookFault,
  type Result,
  type WebhookAction,
} from '@twinsite/domain';
import { Agent, request } from 'undici';
import { describeFailure } from '../client/transport-failure.js';

/** So much of an answer is looked at. */
const BODY_BYTES = 65_536;
/** Of a token's file. */
const TOKEN_BYTES = 16_384;

type Done = Promise<Result<void, HookFault>>;

interface Answer {
  readonly status: number;
  /** Its beginning. */
  readonly body: string;
}

/** Tells somebody. What is answered is not repeated anywhere: nobody knows what is in it. */
export async function callWebhook(action: WebhookAction, signal: AbortSignal): Done {
  const headers = new Map([...action.headers].map(([name, value]) => [name.toLowerCase(), value]));
  if (action.body !== undefined && !headers.has('content-type'))
    headers.set('content-type', 'application/json');
  if (action.tokenFile !== undefined) {
    const token = await readToken(action.tokenFile);
    if (!token.ok) return token;
    headers.set('authorization', `Bearer ${token.value}`);
  }
  const { url, method, body } = action;
  const answer = await call(
    url,
    { method, headers: Object.fromEntries(headers), body: body ?? null },
    signal,
  );
  if (!answer.ok) return answer;
  const { status } = answer.value;
  return status >= 200 && status < 300
    ? ok(undefined)
    : failed({ detail: `it was answered with ${worded(status)}` });
}

/** Looks whether a page is as it should be. */
export async function checkPage({ url, status, contains }: CheckAction, signal: AbortSignal): Done {
  const answer = await call(url, { method: 'GET', headers: {}, body: null }, signal);
  if (!answer.ok) return answer;
  const { status: seen, body } = answer.value;
  if (seen !== status) return failed({ detail: `it was answered with ${worded(seen)} instead of ${status}` });
  if (contains === undefined || body.includes(contains)) return ok(undefined);
  return failed({ detail: `the first ${BODY_BYTES} bytes of the answer have not what contains says` });
}

const worded = (status: number): string =>
  status >= 300 && status < 400 ? `HTTP ${status} (redirects are not followed)` : `HTTP ${status}`;

interface Call {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

async function call(
  url: string,
  { method, headers, body }: Call,
  signal: AbortSignal,
): Promise<Result<Answer, HookFault>> {
  const dispatcher = new Agent();
  try {
    const answer = await request(url, { method, headers, body, signal, dispatcher });
    return ok({ status: answer.statusCode, body: await beginningOf(answer.body) });
  } catch (error) {
    return failed({ detail: signal.aborted ? 'it was given up' : describeFailure(error) });
  } finally {
    await dispatcher.destroy();
  }
}

async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= BODY_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, BODY_BYTES).toString('utf8');
}

/** One line. Neither its text nor its name is ever told: somebody may have put the token itself there. */
async function readToken(path: string): Promise<Result<string, HookFault>> {
  try {
    const token = (await readFile(path, 'utf8')).trim();
    if (/^[\x21-\x7e]+$/.test(token) && token.length <= TOKEN_BYTES) return ok(token);
    return failed({ detail: 'its tokenFile does not hold one line of printable characters' });
  } catch (error) {
    return failed({
      detail: `its tokenFile cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`,
    });
  }
}
