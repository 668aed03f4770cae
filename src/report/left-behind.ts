/** What a command that a signal has stopped leaves behind, in words; '' where it leaves nothing. */
export function leftBehind([command, ...more]: readonly string[]): string {
  const has = (option: string) => more.some((word) => word === option || word.startsWith(`${option}=`));
  if (command === 'run') return '; what was promised and not finished is settled by the next run';
  if (command === 'copy')
    return has('--move')
      ? '; all of it was copied or nothing, and the ledger may be marked as moved: repeat crypto-bot copy --move'
      : '; all of it was copied or nothing: the same command again says which';
  if (command === 'prices' && more[0] === 'fetch')
    return has('--out')
      ? '; the coins that were done are in the file of --out: the same command again goes on with it'
      : '; nothing was written';
  return '';
}
