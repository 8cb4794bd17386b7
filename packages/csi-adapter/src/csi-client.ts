import {
  create,
  type DescMessage,
  type DescMethodUnary,
  type DescService,
  type Message,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { describeProblem } from '@twinsite/domain';
import { CsiCallError } from './csi-call-error.js';
import { grpcTarget, parseEndpoint } from './endpoint.js';
import { Controller, Identity, Node } from './generated/csi_pb.js';
import { isUnary, unaryDefinition } from './grpc-binding.js';

export interface CallOptions {
  /** Unit: ms; kubelet's 2 minutes by default. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

/** One method per unary RPC; a status other than OK rejects with CsiCallError. */
export type ServiceCalls<Service extends { readonly method: object }> = {
  readonly [Name in keyof Service['method']]: Service['method'][Name] extends {
    methodKind: 'unary';
    input: infer Input extends DescMessage;
    output: infer Output extends DescMessage;
  }
    ? (request: MessageInitShape<Input>, options?: CallOptions) => Promise<MessageShape<Output>>
    : never;
};

export interface CsiClient {
  readonly identity: ServiceCalls<typeof Identity>;
  readonly controller: ServiceCalls<typeof Controller>;
  readonly node: ServiceCalls<typeof Node>;
  /** Resolves when the server is connected; rejects with UNAVAILABLE after `withinMs`. */
  ready(withinMs: number): Promise<void>;
  close(): void;
}

const DEADLINE_MS = 120_000;

/** A client as a kubelet or sidecar is one: plain gRPC on `unix://` or `tcp://`. Throws on a malformed endpoint. */
export function createCsiClient(address: string): CsiClient {
  const endpoint = parseEndpoint(address);
  if (!endpoint.ok) throw new RangeError(describeProblem(endpoint.problem));
  const client = new Client(grpcTarget(endpoint.value), credentials.createInsecure(), {
    'grpc.enable_http_proxy': 0,
  });
  return {
    identity: callsOf(client, Identity),
    controller: callsOf(client, Controller),
    node: callsOf(client, Node),
    ready: (withinMs) => connected(client, address, withinMs),
    close: () => client.close(),
  };
}

function callsOf<Service extends DescService>(client: Client, service: Service): ServiceCalls<Service> {
  const calls = service.methods
    .filter(isUnary)
    .map((method) => [
      method.localName,
      (request: MessageInitShape<DescMessage>, options: CallOptions = {}) =>
        invoke(client, method, create(method.input, request), options),
    ]);
  return Object.fromEntries(calls) as ServiceCalls<Service>;
}

function invoke(
  client: Client,
  method: DescMethodUnary,
  request: Message,
  { deadlineMs = DEADLINE_MS, signal }: CallOptions,
): Promise<Message> {
  const { path, requestSerialize, responseDeserialize } = unaryDefinition(method);
  return new Promise((resolve, reject) => {
    const onAbort = (): void => call.cancel();
    const call = client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      new Metadata(),
      { deadline: Date.now() + deadlineMs },
      (error, reply) => {
        signal?.removeEventListener('abort', onAbort);
        if (error) reject(new CsiCallError(method.name, error));
        else if (reply) resolve(reply);
      },
    );
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
  });
}

function connected(client: Client, address: string, withinMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    client.waitForReady(Date.now() + withinMs, (error) => {
      if (error === undefined) resolve();
      else
        reject(new CsiCallError(`connect ${address}`, { code: status.UNAVAILABLE, details: error.message }));
    });
  });
}
