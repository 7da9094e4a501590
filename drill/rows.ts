/** Text beside a head, its further rows under the first one. */
export function hanging(
  head: string,
  text: string,
  columns: number,
  paint: (row: string) => string = (row) => row,
): readonly string[] {
  const rows = wrapped(text, Math.max(30, columns - head.length));
  return rows.map((row, i) => (i === 0 ? head : " ".repeat(head.length)) + paint(row));
}

/** Rows of words, as wide as they may be; a longer word has a row of its own. */
export function wrapped(text: string, width: number): readonly string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of text.split(" ")) {
    const longer = row === "" ? word : `${row} ${word}`;
    if (longer.length > width && row !== "") {
      rows.push(row);
      row = word;
    } else row = longer;
  }
  return [...rows, row];
}
