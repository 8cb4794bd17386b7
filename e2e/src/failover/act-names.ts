/** The acts of `npm run lab -- failover`; those of `WITH_ALL` are told with --all or by their name. */
export const BY_DEFAULT = ['isolated', 'arbiter'] as const;
export const WITH_ALL = ['api-dead', 'rollback'] as const;
export const ACT_NAMES: readonly string[] = [...BY_DEFAULT, ...WITH_ALL];
