import type { Brand } from '../shared/brand.js';

/** An iSCSI initiator name (RFC 3720 section 3.2.6), lower case, at most 223 bytes. */
export type InitiatorIqn = Brand<string, 'InitiatorIqn'>;

export function parseInitiatorIqn(text: string): InitiatorIqn | undefined {
  const name = text.trim().toLowerCase();
  return name.length <= 223 &&
    /^(iqn\.\d{4}-\d{2}\.[a-z0-9.-]+(:[^\s;]+)?|eui\.[0-9a-f]{16}|naa\.[0-9a-f]{16,32})$/.test(name)
    ? (name as InitiatorIqn)
    : undefined;
}
