import type { TargetPortal } from '@twinsite/domain';

/** As it stands in the files of the state directory. */
export const encodePortal = ({ iqn, portal, site }: TargetPortal): object => ({
  iqn,
  ...portal,
  ...(site !== undefined && { site }),
});

/** Undefined for anything that is not a whole portal. */
export function decodePortal(value: unknown): TargetPortal | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { iqn, address, port, site } = value as Record<string, unknown>;
  if (typeof iqn !== 'string' || typeof address !== 'string' || typeof port !== 'number') return undefined;
  if (site !== undefined && typeof site !== 'string') return undefined;
  return { iqn, portal: { address, port }, site };
}
