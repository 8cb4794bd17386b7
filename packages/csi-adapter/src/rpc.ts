import {
  create,
  type DescMessage,
  type DescMethodUnary,
  type Message,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import { ok, type Problem, type Result } from '@twinsite/domain';

/** One RPC of one service, ready to be wrapped: nothing here locks, logs, catches or knows gRPC. */
export interface Rpc {
  readonly method: DescMethodUnary;
  /** What calls must not touch at the same time, volumes above all; undefined: calls do not disturb each other. */
  readonly volume: ((request: Message) => readonly string[]) | undefined;
  /** Checks the request by the words of the specification; the answer is the work to do. */
  prepare(request: Message): Result<RpcWork, Problem>;
}

export type RpcWork = (signal: AbortSignal) => Promise<Result<Message, Problem>>;

/** How one RPC goes from protobuf to the domain and back. */
export interface RpcParts<I extends DescMessage, O extends DescMessage, Input, Output> {
  readonly volume?: (request: MessageShape<I>) => string | readonly string[];
  readonly parse: (request: MessageShape<I>) => Result<Input, Problem>;
  readonly run: (input: Input, signal: AbortSignal) => Promise<Result<Output, Problem>>;
  readonly reply: (output: Output, request: MessageShape<I>) => MessageInitShape<O>;
}

export function rpc<I extends DescMessage, O extends DescMessage, Input, Output>(
  method: DescMethodUnary<I, O>,
  parts: RpcParts<I, O, Input, Output>,
): Rpc {
  const { volume } = parts;
  // The binding decodes every request with this method's own input schema, so the shape is the right one.
  const typed = (request: Message): MessageShape<I> => request as MessageShape<I>;
  return {
    method,
    volume: volume && ((request) => [volume(typed(request))].flat()),
    prepare(request) {
      const input = parts.parse(typed(request));
      if (!input.ok) return input;
      return ok(async (signal) => {
        const output = await parts.run(input.value, signal);
        return output.ok ? ok(create(method.output, parts.reply(output.value, typed(request)))) : output;
      });
    },
  };
}
