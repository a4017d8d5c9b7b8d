// Long lists in pages: a table of ten thousand rows would hold the page up.

export interface Page {
  readonly index: number;
  /** How many pages there are. */
  readonly of: number;
  /** The rows [first, last). */
  readonly first: number;
  readonly last: number;
}

/** The page turned to, or else the one with the row in question. */
export function pageAt(count: number, size: number, turned: number | undefined, row: number): Page {
  const of = Math.max(1, Math.ceil(count / size));
  const wanted = turned ?? Math.floor(Math.max(row, 0) / size);
  const index = Math.min(Math.max(wanted, 0), of - 1);
  return { index, of, first: index * size, last: Math.min(count, (index + 1) * size) };
}
