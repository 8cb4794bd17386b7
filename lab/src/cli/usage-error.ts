/** The words of a command cannot be understood; the message says what would be. Exit code 64. */
export class UsageError extends Error {}
