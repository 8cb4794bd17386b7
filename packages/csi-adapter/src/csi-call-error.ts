import { status, type ServiceError } from '@grpc/grpc-js';

/** A CSI call that did not end with OK. */
export class CsiCallError extends Error {
  readonly code: status;
  /** The status by name, e.g. `NOT_FOUND`. */
  readonly status: string;
  /** What the server said. */
  readonly details: string;

  constructor(operation: string, { code, details }: Pick<ServiceError, 'code' | 'details'>) {
    const name = status[code];
    super(`${operation}: ${name}: ${details}`);
    this.name = 'CsiCallError';
    this.code = code;
    this.status = name;
    this.details = details;
  }
}
