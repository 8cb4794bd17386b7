import { failed, ok, type InvalidRequest, type Result } from '@twinsite/domain';

export const DEFAULT_MANAGER_PORT = 8056;

/** One management address of an array. */
export interface ManagerAddress {
  /** `http://10.0.0.1:8056` */
  readonly origin: string;
  /** `10.0.0.1:8056`; two entries with the same label are the same manager, whatever their scheme. */
  readonly label: string;
}

const FORM = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::(\d{1,5}))?\/?$/;

/** Reads `host`, `host:port` or `http(s)://host:port`. */
export function parseManager(text: string, field: string): Result<ManagerAddress, InvalidRequest> {
  const match = FORM.exec(text.trim().toLowerCase());
  const port = match?.[3] === undefined ? DEFAULT_MANAGER_PORT : Number(match[3]);
  if (match?.[2] === undefined || port < 1 || port > 65535) {
    const remedy = 'a manager is a host name or address, with an optional port and an optional http(s)://';
    return failed({ kind: 'invalid-request', field, value: text, remedy });
  }
  const label = `${match[2]}:${port}`;
  return ok({ origin: `${match[1] ?? 'http'}://${label}`, label });
}

/** All entries in order, each manager once. */
export function parseManagers(
  entries: readonly string[],
  field: string,
): Result<readonly ManagerAddress[], InvalidRequest> {
  const byLabel = new Map<string, ManagerAddress>();
  for (const entry of entries) {
    const manager = parseManager(entry, field);
    if (!manager.ok) return manager;
    if (!byLabel.has(manager.value.label)) byLabel.set(manager.value.label, manager.value);
  }
  return ok([...byLabel.values()]);
}
