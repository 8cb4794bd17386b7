/** Rows of one kind in the order they were made. Ids start at 1 and are never given twice. */
export class Table<Row extends { readonly id: number }> {
  private readonly rows = new Map<number, Row>();
  private lastId = 0;

  insert(make: (id: number) => Row): Row {
    this.lastId += 1;
    const row = make(this.lastId);
    this.rows.set(row.id, row);
    return row;
  }

  get(id: number): Row | undefined {
    return this.rows.get(id);
  }

  delete(id: number): void {
    this.rows.delete(id);
  }

  all(): Row[] {
    return [...this.rows.values()];
  }

  where(matches: (row: Row) => boolean): Row[] {
    return this.all().filter(matches);
  }

  find(matches: (row: Row) => boolean): Row | undefined {
    return this.all().find(matches);
  }
}
