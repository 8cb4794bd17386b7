import { isDeepStrictEqual } from 'node:util';
import { ok, type ClassEntry, type InvalidRequest, type KeptClasses, type Result } from '@twinsite/domain';
import { parseManager, parseManagers, type ListedArray } from '@twinsite/xms-adapter';

/** With its managers as they are compared, each once. */
export function normalEntry(entry: ClassEntry): Result<ClassEntry, InvalidRequest> {
  const managers = parseManagers(entry.managers, 'parameters["xmsServers"]');
  return managers.ok ? ok({ ...entry, managers: managers.value.map(({ origin }) => origin) }) : managers;
}

/** Whether it names a manager of an array of the configuration, whose own credentials are used for calls without any. */
export function isConfigured({ managers }: ClassEntry, configured: readonly ListedArray[]): boolean {
  const labels = new Set(managers.flatMap(labelOf));
  return configured.some((array) => array.managers.flatMap(labelOf).some((label) => labels.has(label)));
}

/** Whether these credentials are the ones in use for these managers. */
export function isKept({ managers, credentials }: ClassEntry, kept: KeptClasses | undefined): boolean {
  const newestFirst = [...(kept?.classes ?? [])].sort((a, b) => b.keptAt - a.keptAt);
  const inUse = newestFirst.find((entry) => entry.managers.some((each) => managers.includes(each)));
  if (inUse === undefined || !isDeepStrictEqual(inUse.credentials, credentials)) return false;
  return managers.every((manager) => inUse.managers.includes(manager));
}

const labelOf = (text: string): readonly string[] => {
  const manager = parseManager(text, 'managers');
  return manager.ok ? [manager.value.label] : [];
};
