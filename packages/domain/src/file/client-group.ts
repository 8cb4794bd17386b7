/** Clients that an ACL lets in together (XMS: fs-client-group). */
export interface ClientGroup {
  readonly id: string;
  readonly name: string;
  readonly clients: readonly FileClient[];
}

export interface FileClient {
  readonly id: string;
  readonly name: string;
  /** An address, or a subnet as `10.0.0.0/24`. */
  readonly ip: string;
}
