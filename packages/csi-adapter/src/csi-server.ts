import { Server, ServerCredentials } from '@grpc/grpc-js';
import { failed, ok, type Result } from '@twinsite/domain';
import type { CallObserver } from './call-observer.js';
import { controllerService, fileControllerService } from './controller/controller-service.js';
import type { ControllerUseCases, FileControllerUseCases } from './controller/controller-use-cases.js';
import type { CsiService } from './csi-service.js';
import { formatEndpoint, grpcTarget, type Endpoint } from './endpoint.js';
import { isUnary, unaryDefinition } from './grpc-binding.js';
import { identityService } from './identity-service.js';
import type { IdentityUseCases } from './identity-use-cases.js';
import { listenProblem, type ListenProblem } from './listen-problem.js';
import { fileNodeService, nodeService } from './node/node-service.js';
import type { FileNodeUseCases, NodeUseCases } from './node/node-use-cases.js';
import { Operations } from './operations.js';
import { claimSocketPath } from './socket-claim.js';
import { wrapCall } from './wrap-call.js';

export interface CsiServerOptions {
  readonly endpoint: Endpoint;
  readonly identity: IdentityUseCases;
  /** Present: the Controller service is served. */
  readonly controller?: ControllerUseCases;
  /** Present: the Node service is served. */
  readonly node?: NodeUseCases;
  /** Present, instead of the two above: the services are those of file volumes. */
  readonly files?: { readonly controller?: FileControllerUseCases; readonly node?: FileNodeUseCases };
  readonly observer: CallObserver;
  /** Deadline of calls that bring none. Unit: ms; 110 s by default, below kubelet's 2 minutes. */
  readonly callDeadlineMs?: number;
  /** How long any operation may run, also after its caller has gone. Unit: ms; 10 minutes by default. */
  readonly operationBudgetMs?: number;
}

export interface DrainReport {
  /** RPC names of what was still running when the grace time was over; empty after a clean end. */
  readonly unfinished: readonly string[];
}

const CALL_DEADLINE_MS = 110_000;
const OPERATION_BUDGET_MS = 600_000;
/** How long cancelled work may take to answer before connections are cut. */
const LAST_WORDS_MS = 1000;

/** The CSI services on one socket. Handles no signals: the application decides when to start and to drain. */
export class CsiServer {
  readonly #endpoint: Endpoint;
  readonly #server = new Server();
  readonly #operations: Operations[] = [];

  constructor(options: CsiServerOptions) {
    this.#endpoint = options.endpoint;
    this.#serve(identityService(options.identity), options);
    if (options.controller) this.#serve(controllerService(options.controller), options);
    if (options.node) this.#serve(nodeService(options.node), options);
    const { controller, node } = options.files ?? {};
    if (controller) this.#serve(fileControllerService(controller), options);
    if (node) this.#serve(fileNodeService(node), options);
  }

  /** Binds and begins to answer; the value is the endpoint in use, with the port the system chose for tcp port 0. */
  async start(): Promise<Result<Endpoint, ListenProblem>> {
    const endpoint = this.#endpoint;
    if (endpoint.kind === 'unix') {
      const claimed = await claimSocketPath(endpoint.path);
      if (!claimed.ok) return claimed;
    }
    return new Promise((resolve) => {
      this.#server.bindAsync(grpcTarget(endpoint), ServerCredentials.createInsecure(), (error, port) => {
        if (error === null) resolve(ok(endpoint.kind === 'tcp' ? { ...endpoint, port } : endpoint));
        else
          resolve(
            failed(
              listenProblem('unusable', `cannot listen on ${formatEndpoint(endpoint)}: ${error.message}`),
            ),
          );
      });
    });
  }

  /**
   * Takes no new calls, lets running ones and node work without a caller end, and after `graceMs` cancels what is left
   * and cuts the connections. The socket is gone afterwards.
   */
  async drain(graceMs: number): Promise<DrainReport> {
    const closed = new Promise<void>((resolve) => this.#server.tryShutdown(() => resolve()));
    const idle = Promise.all(this.#operations.map((operations) => operations.idle()));
    const ended = Promise.all([closed, idle]);
    if (await endsWithin(ended, graceMs)) return { unfinished: [] };
    const unfinished = this.#operations.flatMap(({ running }) => running);
    for (const operations of this.#operations) {
      operations.cancelAll({ kind: 'pending', operation: 'the call', detail: 'the driver is shutting down' });
    }
    await endsWithin(ended, LAST_WORDS_MS);
    this.#server.forceShutdown();
    return { unfinished };
  }

  #serve({ service, rpcs, outlivesCallers }: CsiService, options: CsiServerOptions): void {
    const { observer, callDeadlineMs = CALL_DEADLINE_MS, operationBudgetMs = OPERATION_BUDGET_MS } = options;
    const operations = new Operations({ outlivesCallers, budgetMs: operationBudgetMs });
    this.#operations.push(operations);
    const porch = { observer, operations, callDeadlineMs };
    const unary = service.methods.filter(isUnary);
    const definitions = unary.map((method) => [method.localName, unaryDefinition(method)] as const);
    const handlers = rpcs.map((rpc) => [rpc.method.localName, wrapCall(rpc, porch)] as const);
    // grpc-js answers UNIMPLEMENTED for every defined method without a handler.
    this.#server.addService(Object.fromEntries(definitions), Object.fromEntries(handlers));
  }
}

async function endsWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const ended = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return ended;
}
