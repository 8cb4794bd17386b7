import { rm } from 'node:fs/promises';
import { Server, ServerCredentials, type MethodDefinition } from '@grpc/grpc-js';
import {
  decodeRegistrationStatus,
  encodePluginInfo,
  SERVICE,
  type PluginInfo,
  type RegistrationStatus,
} from './registration-wire.js';

const EMPTY = Buffer.alloc(0);

/** Both directions of a message that only travels one way here. */
function method<Request, Reply>(
  name: string,
  requestDeserialize: (bytes: Buffer) => Request,
  responseSerialize: (reply: Reply) => Buffer,
): MethodDefinition<Request, Reply> {
  const unused = (): never => {
    throw new Error(`${name} is served here and never called`);
  };
  const path = `/${SERVICE}/${name}`;
  const unary = { path, requestStream: false, responseStream: false } as const;
  return {
    ...unary,
    requestDeserialize,
    responseSerialize,
    requestSerialize: unused,
    responseDeserialize: unused,
  };
}

const CALLS = {
  getInfo: method<object, PluginInfo>('GetInfo', () => ({}), encodePluginInfo),
  notifyRegistrationStatus: method<RegistrationStatus, object>(
    'NotifyRegistrationStatus',
    decodeRegistrationStatus,
    () => EMPTY,
  ),
};

/**
 * Introduces a CSI driver to the kubelet, which finds the socket in plugins_registry, asks who it is and tells how it
 * went. The socket must stay: the kubelet forgets a driver whose socket goes.
 */
export class Registrar {
  readonly #server = new Server();

  /** `heard` is told each verdict of the kubelet. */
  constructor(info: PluginInfo, heard: (status: RegistrationStatus) => void) {
    this.#server.addService(CALLS, {
      getInfo: (_: unknown, reply: (error: null, value: PluginInfo) => void) => reply(null, info),
      notifyRegistrationStatus: (
        { request }: { readonly request: RegistrationStatus },
        reply: (error: null, value: object) => void,
      ) => {
        heard(request);
        reply(null, {});
      },
    });
  }

  async listen(socket: string): Promise<void> {
    await rm(socket, { force: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.bindAsync(`unix://${socket}`, ServerCredentials.createInsecure(), (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }

  close(): void {
    this.#server.forceShutdown();
  }
}
