/**
 * The measurements as a table for people.
 *
 * @param {{ machine: Record<string, unknown>, pairs: number, ratios: any[], limits: any[] }} report
 */
export function renderReport({ machine, pairs, ratios, limits }) {
  const { node, system, processors, memoryMiB } = machine;
  const rows = [
    ['what', 'median ms', 'quartiles', 'against ms', 'ratio', 'at most', ''],
    ...ratios.map(({ what, measuredMs, baseMs, ratio, atMost }) => [
      what,
      measuredMs.median.toFixed(0),
      `${measuredMs.lower.toFixed(0)}-${measuredMs.upper.toFixed(0)}`,
      baseMs.median.toFixed(0),
      `${ratio.median.toFixed(2)} (${ratio.lower.toFixed(2)}-${ratio.upper.toFixed(2)})`,
      atMost.toFixed(2),
      verdict(ratio.median, atMost),
    ]),
    ...limits.map(({ what, value, atMost }) => [
      what,
      '',
      '',
      '',
      value.toFixed(0),
      `${atMost}`,
      verdict(value, atMost),
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  return [
    `Node ${node}, ${system}, ${processors}, ${memoryMiB} MiB. Whole processes, ${pairs} interleaved pairs each, medians.`,
    ...lines,
    '',
  ].join('\n');
}

function verdict(value, atMost) {
  return value <= atMost ? 'met' : 'MISSED';
}
