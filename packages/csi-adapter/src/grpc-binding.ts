import {
  fromBinary,
  toBinary,
  type DescMessage,
  type DescMethod,
  type DescMethodUnary,
  type Message,
} from '@bufbuild/protobuf';
import type { MethodDefinition } from '@grpc/grpc-js';

/** Generated code brings descriptors but no grpc-js stubs; this is the bridge between the two, unary calls only. */
export type UnaryDefinition = MethodDefinition<Message, Message>;

export function unaryDefinition(method: DescMethodUnary): UnaryDefinition {
  return {
    path: `/${method.parent.typeName}/${method.name}`,
    originalName: method.localName,
    requestStream: false,
    responseStream: false,
    requestSerialize: writer(method.input),
    requestDeserialize: reader(method.input),
    responseSerialize: writer(method.output),
    responseDeserialize: reader(method.output),
  };
}

export const isUnary = (method: DescMethod): method is DescMethodUnary => method.methodKind === 'unary';

const writer = (schema: DescMessage) => (message: Message) => Buffer.from(toBinary(schema, message));
const reader = (schema: DescMessage) => (bytes: Buffer) => fromBinary(schema, bytes);
