// Amounts as pages and files show them, in minor units.

import type { Locator } from '@playwright/test';

/** `¥1,234.50`, `−¥1.00`, `1,234.50`, `-1.00` → minor units. */
export function minor(text: string): number {
  const found = /([−-]?)\s*[¥]?\s*([\d,]+)\.(\d\d)/.exec(text);
  if (!found) throw new Error(`no amount in ${JSON.stringify(text)}`);
  const value = Number(found[2].replaceAll(',', '') + found[3]);
  return found[1] ? -value : value;
}

/** The amounts of some cells, without what is only spoken about them. */
export async function amounts(cells: Locator): Promise<number[]> {
  const texts = await cells.locator('.amount').evaluateAll((found) =>
    found.map((amount) => {
      const copy = amount.cloneNode(true) as Element;
      copy.querySelectorAll('.sr-only').forEach((spoken) => spoken.remove());
      return copy.textContent ?? '';
    }),
  );
  return texts.map(minor);
}

export function sum(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

/** The rows of a CSV as this portal writes it: BOM, CRLF, quotes where needed. */
export function readCsv(bytes: Buffer): Record<string, string>[] {
  const text = bytes.toString('utf8');
  if (!text.startsWith('\ufeff')) throw new Error('the file does not begin with a byte order mark');
  if (!text.endsWith('\r\n')) throw new Error('the file does not end with a line end');
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows[rows.length - 1].push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  const [head, ...body] = rows.slice(0, -1);
  return body.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}
