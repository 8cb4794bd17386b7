/** RFC 3339 with six digits, as Kubernetes' MicroTime wants it. */
export const microTime = (ms: number): string => new Date(ms).toISOString().replace('Z', '000Z');
