import type { World } from '../world.js';

/** RFC 3339, as the API writes times. */
export function stamp(ms: number): string {
  return new Date(ms).toISOString();
}

export function times(row: {
  readonly createdAt: number;
  readonly updatedAt: number;
}): Record<string, unknown> {
  return { create: stamp(row.createdAt), update: stamp(row.updatedAt) };
}

/** The word this array uses for a state. */
export function word(world: World, status: string): string {
  return world.switches().statusWords[status] ?? status;
}

/** `{ id, name }`, the way replies point at other objects; undefined fields are left out. */
export function link(row: { readonly id: number; readonly name: string } | undefined) {
  return row && { id: row.id, name: row.name };
}

/** Drops fields that are undefined, which JSON has no word for. */
export function compact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export function hostLink(world: World, hostId: number) {
  const host = world.state.hosts.get(hostId);
  return host && { id: host.id, name: host.spec.name, admin_ip: host.spec.adminIp };
}
