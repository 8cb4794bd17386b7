export interface Mistake {
  readonly what: string;
  /** What differs from a good spec. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** Of the object; default: one that is not there. */
  readonly name?: string;
  /** What the refusal must say. */
  readonly words: string;
}

const INFO = {
  xmsServers: '10.252.3.179,10.252.3.180,10.252.3.181',
  secret_name: 'test-secret',
  secret_namespace: 'default',
};

/** A good AccessPath but for what is given. */
export function accessPath(name: string, spec: Readonly<Record<string, unknown>>): object {
  const good = { name: 'other', type: 'Kubernetes', cluster_info: INFO, gateway: 'gw-a,gw-b' };
  return {
    apiVersion: 'sds.xsky.com/v1',
    kind: 'AccessPath',
    metadata: { name, namespace: 'default' },
    spec: { ...good, vip_group: { preempt: false, vips: [] }, ...spec },
  };
}

const vip = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  vip_group: { vips: [{ vip: '10.77.9.1', mask: 16, default_gateway: 'gw-a', ...fields }] },
});

export const MISTAKES: readonly Mistake[] = [
  { what: 'a space between gateways', spec: { gateway: 'gw-a, gw-b' }, words: 'separated by single commas' },
  { what: 'a gateway that is named twice', spec: { gateway: 'gw-a,gw-a' }, words: 'names a host twice' },
  { what: 'no gateway', spec: { gateway: '' }, words: 'spec.gateway' },
  { what: 'a type that there is not', spec: { type: 'NVMe' }, words: 'Unsupported value: "NVMe"' },
  {
    what: 'a comma too many between managers',
    spec: { cluster_info: { ...INFO, xmsServers: '10.252.3.179,,10.252.3.180' } },
    words: 'remove the comma too many',
  },
  {
    what: 'a Secret without a name',
    spec: { cluster_info: { ...INFO, secret_name: undefined } },
    words: 'secret_name: Required',
  },
  { what: 'a key that there is not', spec: { gateways: 'gw-a' }, words: 'unknown field "spec.gateways"' },
  {
    what: 'a VIP of a gateway that is not in the list',
    spec: vip({ default_gateway: 'gw-z' }),
    words: 'one of the host names in gateway',
  },
  { what: 'a VIP that is no address', spec: vip({ vip: '10.77.9' }), words: 'vip' },
  { what: 'a mask of 40 bits', spec: vip({ mask: 40 }), words: 'at most 32' },
  {
    what: 'another name for a path that is there',
    name: 'my-ap',
    spec: { name: 'renamed' },
    words: 'name cannot be changed',
  },
];
