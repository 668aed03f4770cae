const whole = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const small = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 20,
  maximumSignificantDigits: 6,
});
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 4 });

/** As the report's tables show it. */
export function displayMoney(amount: number): string {
  return Math.abs(amount) < 1 && amount !== 0 ? small.format(amount) : whole.format(amount);
}

/** For a scale. */
export function displayShort(amount: number): string {
  return compact.format(amount);
}

export function displayPercent(percent: number): string {
  return `${whole.format(percent)} %`;
}

/** The day, and the time where it is not midnight, in UTC. */
export function displayTime(seconds: number): string {
  const text = new Date(seconds * 1000).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}
