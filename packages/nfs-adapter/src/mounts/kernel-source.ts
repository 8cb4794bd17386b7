import type { NfsSource } from '@twinsite/domain';

/**
 * The source of an NFS mount as the kernel shows it, once the escapes of the mount table are decoded: the text that was
 * given to mount(8), with or without brackets around an IPv6 address. The root of a server is `/`.
 */
export function sourceOfKernel(text: string): NfsSource | undefined {
  const end = text.indexOf(':/');
  if (end <= 0) return undefined;
  const server = text.slice(0, end).replace(/^\[(.+)\]$/, '$1');
  const path = text.slice(end + 1).replace(/(.)\/+$/, '$1');
  return { server, path };
}

export const sameSource = (one: NfsSource, other: NfsSource): boolean =>
  one.server === other.server && one.path === other.path;
