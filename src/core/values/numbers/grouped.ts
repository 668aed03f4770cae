/** A number in digits, with a comma after each three of its whole part: "1,234.5678". */
export function grouped(digits: string): string {
  const [whole = '', decimals] = digits.split('.');
  const shown = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? shown : `${shown}.${decimals}`;
}
