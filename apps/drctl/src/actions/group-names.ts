import { readDrctlConfig } from '../config/read-config.js';

/** For a shell that completes: groups of the configuration that is used by default, or none where it has problems. */
export function groupNames(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const config = readDrctlConfig(env['DRCTL_CONFIG'] ?? 'drctl.yaml', env);
  return config.ok ? config.value.groups.map(({ name }) => name) : [];
}
