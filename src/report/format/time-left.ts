const SECOND_MS = 1000;
const units = [
  { name: 'hour', lengthMs: 3600 * SECOND_MS },
  { name: 'minute', lengthMs: 60 * SECOND_MS },
  { name: 'second', lengthMs: SECOND_MS },
];

/** How much longer it may take, in words: "about 3 minutes left". */
export function renderTimeLeft(leftMs: number): string {
  const unit = units.find(({ lengthMs }) => leftMs >= 2 * lengthMs);
  return unit ? `about ${Math.round(leftMs / unit.lengthMs)} ${unit.name}s left` : 'about a second left';
}
