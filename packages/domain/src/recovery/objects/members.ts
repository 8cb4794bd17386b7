/** A JSON object whose members nobody has looked at. */
export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member when it is an object; empty otherwise. */
export function membersOf(object: Members, name: string): Members {
  const value = object[name];
  return isMembers(value) ? value : {};
}

/** The member when it is a text. */
export function textOf(object: Members, name: string): string | undefined {
  const value = object[name];
  return typeof value === 'string' ? value : undefined;
}

/** The objects of a member that is a list; what is no object is left out. */
export function listOf(object: Members, name: string): readonly Members[] {
  const value = object[name];
  return Array.isArray(value) ? value.filter(isMembers) : [];
}

/** A copy that lacks some members. */
export const without = (object: Members, names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** A copy with the member, or without it when the value is undefined or an object with nothing in it. */
export function withMember(object: Members, name: string, value: unknown): Members {
  const rest = without(object, [name]);
  const empty = value === undefined || (isMembers(value) && Object.keys(value).length === 0);
  return empty ? rest : { ...rest, [name]: value };
}

/** A copy in which a member that is an object is changed; what is no object stays as it is. */
export function changing(object: Members, name: string, change: (member: Members) => Members): Members {
  const member = object[name];
  return isMembers(member) ? { ...object, [name]: change(member) } : object;
}

/** A copy in which every object of a member that is a list is changed. */
export function changingEach(object: Members, name: string, change: (member: Members) => Members): Members {
  const list = object[name];
  if (!Array.isArray(list)) return object;
  return { ...object, [name]: list.map((item: unknown) => (isMembers(item) ? change(item) : item)) };
}
