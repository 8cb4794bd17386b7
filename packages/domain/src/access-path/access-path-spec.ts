import type { ObjectKey } from '../kubernetes/object-key.js';

/** What an AccessPath object asks for (`spec` of `accesspaths.sds.xsky.com`, the article's step 3). */
export interface AccessPathSpec {
  /** Name on the array. */
  readonly name: string;
  /** `Kubernetes` unless given. */
  readonly type: string;
  readonly managers: readonly string[];
  readonly secret: ObjectKey;
  /** Host names of block gateways, in the order given. Never empty, none twice. */
  readonly gateways: readonly string[];
  readonly preempt: boolean;
  readonly vips: readonly VipSpec[];
}

export interface VipSpec {
  readonly address: string;
  /** Prefix length; 32 unless given. */
  readonly mask: number;
  /** Host name of the gateway that holds it when all are well. */
  readonly defaultGateway: string | undefined;
}
