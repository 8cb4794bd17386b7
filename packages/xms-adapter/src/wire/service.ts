import type { Reader } from './reader.js';

/** `Service`: a daemon on a host. */
export interface WireService {
  readonly id: number;
  readonly type: string;
  readonly host: string;
  readonly status: string;
  readonly up: boolean | undefined;
}

export function decodeService(from: Reader): WireService {
  return {
    id: from.integer('id'),
    type: from.optionalText('type') ?? '',
    host: from.optionalObject('host')?.optionalText('name') ?? '',
    status: from.optionalText('status') ?? '',
    up: from.optionalFlag('up'),
  };
}
