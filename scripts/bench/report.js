/**
 * The measurements as a table for people.
 *
 * @param {{ machine: Record<string, unknown>, pairs: number, rows: any[] }} report
 */
export function renderReport({ machine, pairs, rows }) {
  const { node, system, processors, memoryMiB } = machine;
  const cells = [
    ['what', 'median ms', 'quartiles', 'against ms', 'figure', 'at most', ''],
    ...rows.map(({ what, measuredMs, baseMs, value, spread, unit, atMost }) => [
      what,
      measuredMs?.median.toFixed(0) ?? '',
      measuredMs ? `${measuredMs.lower.toFixed(0)}-${measuredMs.upper.toFixed(0)}` : '',
      baseMs?.median.toFixed(0) ?? '',
      `${shown(value)} ${unit}${spread ? ` (${shown(spread.lower)}-${shown(spread.upper)})` : ''}`,
      shown(atMost),
      value <= atMost ? 'met' : 'MISSED',
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  return [
    `Node ${node}, ${system}, ${processors}, ${memoryMiB} MiB. Whole processes in the environment of cron, interleaved in pairs,`,
    `${pairs.commands} of commands and ${pairs.backtests} of backtests; medians.`,
    ...lines,
    '',
  ].join('\n');
}

function shown(figure) {
  return figure >= 100 ? figure.toFixed(0) : figure.toFixed(2);
}
