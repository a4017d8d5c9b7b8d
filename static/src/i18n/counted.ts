/** A number with its noun in Arabic: one, two, few (3 to 10) and many. One and two are words of their own. */
export function counted(
  n: number,
  one: string,
  two: string,
  few: string,
  many: string,
  text = String(n),
): string {
  if (n === 1) return one;
  if (n === 2) return two;
  const rest = n % 100;
  return `${text} ${rest >= 3 && rest <= 10 ? few : many}`;
}
