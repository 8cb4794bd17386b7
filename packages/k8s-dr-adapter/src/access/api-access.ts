import type { Problem, Result } from '@twinsite/domain';

/** How one API server is reached, and as whom. */
export interface ApiAccess {
  /** `https://10.96.0.1:443`, without a slash at the end. */
  readonly server: string;
  /** Before every path, as of a server that stands for many clusters: `/k8s/clusters/c-1`. */
  readonly prefix?: string;
  /** Certificates in PEM; files are read anew for each connection pool, since they are renewed in place. */
  readonly tls: () => Promise<Result<TlsIdentity, Problem>>;
  readonly token: TokenSource;
}

export interface TlsIdentity {
  /** Trusted instead of the system's. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** False: any certificate of the server is accepted. */
  readonly verify?: boolean;
  /** Name to expect in the server's certificate instead of its address. */
  readonly serverName?: string;
}

export interface TokenSource {
  /** Undefined without one: a client certificate speaks for the caller. */
  read(): Promise<Result<string | undefined, Problem>>;
  /** The API server has refused it: the next read looks again. */
  refused(): void;
}
