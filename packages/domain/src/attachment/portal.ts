/** An iSCSI portal: `address` is an IPv4 address, an IPv6 address without brackets, or a host name. */
export interface Portal {
  readonly address: string;
  readonly port: number;
}

export const DEFAULT_ISCSI_PORT = 3260;

/** `10.0.0.1:3260`, `[fd00::1]:3260`. */
export function formatPortal(portal: Portal): string {
  const address = portal.address.includes(':') ? `[${portal.address}]` : portal.address;
  return `${address}:${portal.port}`;
}

/** Parses the form above; the port may be left out. Undefined for anything else. */
export function parsePortal(text: string): Portal | undefined {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]]+))(?::(\d{1,5}))?$/.exec(text.trim());
  const address = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? DEFAULT_ISCSI_PORT : Number(match[3]);
  return address === undefined || port < 1 || port > 65535 ? undefined : { address, port };
}

export const samePortal = (a: Portal, b: Portal): boolean => formatPortal(a) === formatPortal(b);
