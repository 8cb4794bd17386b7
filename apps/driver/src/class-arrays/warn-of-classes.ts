import type { ClassCredentials } from '@twinsite/domain';
import type { Logger } from 'pino';

/** The same, and one warning for each set of managers whose credentials stand in a class. */
export function warningOfClasses(credentials: ClassCredentials, log: Logger): ClassCredentials {
  const warned = new Set<string>();
  return {
    keep: (entry, signal) => {
      const managers = entry.managers.join(',');
      if (entry.from === 'class' && !warned.has(managers)) {
        warned.add(managers);
        log.warn({ managers: entry.managers }, 'credentials in a StorageClass');
      }
      return credentials.keep(entry, signal);
    },
  };
}
