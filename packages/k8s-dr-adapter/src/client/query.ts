/** Which objects of a resource are meant. */
export interface Selection {
  /** All namespaces when absent. */
  readonly namespace?: string | undefined;
  /** `app.kubernetes.io/managed-by=twinsite` */
  readonly labelSelector?: string;
  /** `metadata.name=one` */
  readonly fieldSelector?: string;
}

/** `?a=b&c=d`, or empty; what is undefined is left out. */
export function formatQuery(values: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? '' : `?${query.toString()}`;
}

export const selectors = ({
  labelSelector,
  fieldSelector,
}: Selection): Record<string, string | undefined> => ({
  labelSelector,
  fieldSelector,
});
