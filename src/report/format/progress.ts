const BAR_CELLS = 24;

/** One line for a terminal: "[######------]  25 %  250,000 of 1,000,000 rows, orders". */
export function renderProgress(table: string, rows: number, totalRows: number): string {
  const share = totalRows === 0 ? 1 : rows / totalRows;
  const done = Math.floor(share * BAR_CELLS);
  const bar = '#'.repeat(done) + '-'.repeat(BAR_CELLS - done);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `[${bar}] ${percent} %  ${rows.toLocaleString('en-US')} of ${totalRows.toLocaleString('en-US')} rows, ${table}`;
}
