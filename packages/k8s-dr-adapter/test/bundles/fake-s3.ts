import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** As much of S3 as a bundle store needs: signed requests, conditional writes, listings in pages of two. */
export class FakeS3 {
  readonly objects = new Map<string, Buffer>();
  /** The next answers. */
  readonly statuses: number[] = [];
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<FakeS3> {
    const server = createServer();
    const fake = new FakeS3(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void fake.serve(request, response);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return fake;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', this.endpoint);
    const [status, text] = this.answer(request, { pathname, searchParams, body });
    response.writeHead(status).end(text);
  }

  private answer(
    request: IncomingMessage,
    { pathname, searchParams, body }: { pathname: string; searchParams: URLSearchParams; body: Buffer },
  ): [number, (string | Buffer)?] {
    const told = this.statuses.shift();
    if (told !== undefined) return [told, '<Error><Code>Told</Code></Error>'];
    if (!(request.headers.authorization ?? '').startsWith('AWS4-HMAC-SHA256 Credential=id/')) return [403];
    if (searchParams.get('list-type') === '2') return [200, this.list(searchParams)];
    if (request.method === 'PUT') {
      if (request.headers['if-none-match'] === '*' && this.objects.has(pathname)) return [412];
      this.objects.set(pathname, body);
      return [200];
    }
    const found = this.objects.get(pathname);
    return found === undefined ? [404] : [200, found];
  }

  private list(query: URLSearchParams): string {
    const keys = [...this.objects.keys()]
      .map((path) => path.split('/').slice(2).join('/'))
      .filter((key) => key.startsWith(query.get('prefix') ?? ''))
      .sort();
    const from = Number(query.get('continuation-token') ?? 0);
    const more = from + 2 < keys.length ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : '';
    const contents = keys.slice(from, from + 2).map((key) => `<Contents><Key>${key}</Key></Contents>`);
    return `<?xml version="1.0"?><ListBucketResult>${contents.join('')}${more}</ListBucketResult>`;
  }
}
