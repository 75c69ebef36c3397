type Row = { readonly id: string };

/** Rows by id, in the order of their making, that remembers which of them the state file has not seen yet. */
export class Book<T extends Row> {
  readonly #rows = new Map<string, T>();
  readonly #unsaved = new Set<T>();

  /** All rows, oldest first. */
  all(): T[] {
    return [...this.#rows.values()];
  }

  get(id: string): T | undefined {
    return this.#rows.get(id);
  }

  add(row: T): void {
    this.#rows.set(row.id, row);
    this.#unsaved.add(row);
  }

  /** The one way to change a row: it changes in place and is written with the next save. */
  change(row: T, changes: Partial<Omit<T, 'id'>>): void {
    Object.assign(row, changes);
    this.#unsaved.add(row);
  }

  /** Adds the row, or changes the one of the same id into it. */
  put(row: T): void {
    const known = this.#rows.get(row.id);
    if (known) this.change(known, row);
    else this.add(row);
  }

  /** Rows added or changed since the last call. */
  takeUnsaved(): T[] {
    const rows = [...this.#unsaved];
    this.#unsaved.clear();
    return rows;
  }
}
