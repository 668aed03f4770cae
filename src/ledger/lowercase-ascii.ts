/** With small letters for A to Z only, which both databases do alike: what else has capitals depends on a server's locale. */
export function lowercaseAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
