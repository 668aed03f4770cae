const MINUTE_MS = 60_000;
const units = [
  { name: 'day', lengthMs: 24 * 60 * MINUTE_MS },
  { name: 'hour', lengthMs: 60 * MINUTE_MS },
  { name: 'minute', lengthMs: MINUTE_MS },
];

/** An age in words, in its largest whole unit: "3 days", "1 hour", "less than a minute". */
export function renderAge(ageMs: number): string {
  const unit = units.find(({ lengthMs }) => ageMs >= lengthMs);
  if (!unit) return 'less than a minute';
  const count = Math.floor(ageMs / unit.lengthMs);
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}
