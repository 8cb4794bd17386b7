import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { PathKeeper } from './path-keeper.js';

/** Answers csi-sanity's path scripts over a unix socket. */
export class PathDesk {
  readonly socket: string;
  /** What was refused; csi-sanity itself does not look at a failed removal. */
  readonly refusals: string[] = [];
  readonly #server: Server;

  private constructor(socket: string, keeper: PathKeeper) {
    this.socket = socket;
    // Half open: the caller ends its side when it has asked, and still waits for the answer.
    this.#server = createServer({ allowHalfOpen: true }, (caller) => {
      this.#serve(caller, keeper);
    });
  }

  static async open(socket: string, keeper: PathKeeper): Promise<PathDesk> {
    const desk = new PathDesk(socket, keeper);
    desk.#server.listen(socket);
    await once(desk.#server, 'listening');
    return desk;
  }

  async close(): Promise<void> {
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(caller: Socket, keeper: PathKeeper): void {
    let question = '';
    caller.setEncoding('utf8').on('data', (text: string) => (question += text));
    // A caller that hangs up has nobody left to be told; what it asked for is recorded all the same.
    caller.on('error', (error) => this.refusals.push(`${question.trim()}: ${error.message}`));
    caller.once('end', () => {
      void this.#answer(question.trim(), keeper).then((reply) => caller.end(JSON.stringify(reply)));
    });
  }

  /** Never rejects. */
  async #answer(
    question: string,
    keeper: PathKeeper,
  ): Promise<{ readonly ok: boolean; readonly text: string }> {
    try {
      return { ok: true, text: await answer(question, keeper) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.refusals.push(`${question}: ${reason}`);
      return { ok: false, text: reason };
    }
  }
}

async function answer(question: string, keeper: PathKeeper): Promise<string> {
  const { verb, path } = JSON.parse(question) as { readonly verb?: unknown; readonly path?: unknown };
  if (typeof path !== 'string' || !path.startsWith('/'))
    throw new Error('the path must be absolute: give `{"verb":..., "path":"/..."}`');
  switch (verb) {
    case 'create':
      await keeper.create(path);
      return path;
    case 'remove':
      await keeper.remove(path);
      return path;
    case 'check':
      return keeper.kindOf(path);
    default:
      throw new Error('unknown verb: one of create, remove, check');
  }
}
