import type { Reader } from '../reader.js';

/** `FSClient`. */
export interface WireFileClient {
  readonly id: number;
  readonly name: string;
  /** An address or a subnet. */
  readonly ip: string;
}

export const decodeFileClient = (from: Reader): WireFileClient => ({
  id: from.integer('id'),
  name: from.text('name'),
  ip: from.text('ip'),
});

/** `FSClientGroup`. Its clients come without their addresses. */
export interface WireFileClientGroup {
  readonly id: number;
  readonly name: string;
}

export const decodeFileClientGroup = (from: Reader): WireFileClientGroup => ({
  id: from.integer('id'),
  name: from.text('name'),
});

/** `FSNFSConnection`. It tells neither the gateway nor, for certain, the share. */
export interface WireConnection {
  readonly id: number;
  readonly clientIp: string;
}

export const decodeConnection = (from: Reader): WireConnection => ({
  id: from.integer('id'),
  clientIp: from.text('client_ip').replace(/^::ffff:(?=\d+\.)/i, ''),
});
