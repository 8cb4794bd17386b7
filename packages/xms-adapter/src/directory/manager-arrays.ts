/** The array of each manager, by the manager's label (`fs_id` of `GET /cluster/`). One that has not said is not in it. */
export type ManagerArrays = ReadonlyMap<string, string>;
