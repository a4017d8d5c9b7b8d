import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { DatedTiles, datedUrl, tileUrl } from './datedtiles';
import { NEVER } from './filters';
import { PARTS, partOf, partUrl } from './names';

const file = readFileSync(new URL('testdata/gaza-reported-9-304-208.mvt', import.meta.url));
const tile = () => new Uint8Array(file).buffer;
const url = 'http://host/tiles/gaza/reported/9/304/208.mvt?revision=1';
const other = 'http://host/tiles/gaza/reported/9/305/208.mvt?revision=1';
const at = (text: string) => Date.parse(text) / 1000;
const october = at('2025-10-19T00:00:00Z');
const may = at('2026-05-02T00:00:00Z');

/** A server that notes what it is asked for. */
function server(answer: (url: string) => Promise<ArrayBuffer> = () => Promise.resolve(tile())) {
  const asked: string[] = [];
  const tiles = new DatedTiles((each) => {
    asked.push(each.replace('http://host/tiles/gaza/reported/', ''));
    return answer(each);
  });
  return { asked, tiles };
}

test('a tile is asked for by its date first, and no more once all dates are here', async () => {
  const { asked, tiles } = server();
  await tiles.tile('ground', url, october);
  await tiles.fetchAll([url]);
  await tiles.tile('ground', url, may);
  await tiles.tile('ground', url, october);
  expect(asked).toEqual([
    '9/304/208.mvt?revision=1&datetime=2025-10-19T00:00:00Z',
    '9/304/208.mvt?revision=1',
  ]);
});

test('both parts of a tile come of one answer, and a failed one is asked for again', async () => {
  let answers = 0;
  const { asked, tiles } = server(() =>
    answers++ ? Promise.resolve(tile()) : Promise.reject(new Error('offline')),
  );
  await expect(tiles.tile('ground', url, october)).rejects.toThrow('offline');
  await Promise.all([tiles.tile('ground', url, october), tiles.tile('labels', url, october)]);
  expect(asked).toHaveLength(2);
});

test('all dates are fetched once', async () => {
  const { asked, tiles } = server();
  await Promise.all([tiles.fetchAll([url, other]), tiles.fetchAll([url, other])]);
  await tiles.fetchAll([other, url]);
  expect(asked).toEqual(['9/304/208.mvt?revision=1', '9/305/208.mvt?revision=1']);
});

test('a tile is changed between states, not between instants of one; unknown ones may be', async () => {
  const { tiles } = server();
  await tiles.tile('ground', url, october);
  await tiles.tile('ground', other, october);
  await tiles.fetchAll([url]);
  expect(tiles.changed('ground', october, october + 60)).toEqual([{ z: 9, x: 305, y: 208 }]);
  expect(tiles.changed('ground', october, may)).toHaveLength(2);
});

test('a tile whose dates cannot be had is not asked for again until told, and stands in nobody’s way', async () => {
  const { asked, tiles } = server(() => Promise.reject(new Error('offline')));
  await tiles.fetchAll([url]);
  await tiles.fetchAll([url]);
  expect(asked).toHaveLength(1);
  expect(tiles.complete([url])).toBe(true);
  tiles.retry();
  await tiles.fetchAll([url]);
  expect(asked).toHaveLength(2);
});

test('tiles that are no longer wanted are let go', async () => {
  const signals: AbortSignal[] = [];
  const tiles = new DatedTiles((_, signal) => {
    signals.push(signal);
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
      if (signals.length > 1) resolve(tile());
    });
  });
  const first = tiles.fetchAll([url]);
  void tiles.fetchAll([other]);
  await first;
  expect(signals[0]?.aborted).toBe(true);
  expect([tiles.complete([url]), tiles.complete([other])]).toEqual([false, true]);
});

test('a part of a tile has an address of its own', () => {
  for (const part of PARTS) expect(partOf(partUrl(part, url))).toEqual({ part, url });
});

test('addresses name the tile and the instant', () => {
  const template = 'http://host/{z}/{x}/{y}.mvt';
  expect(tileUrl(template, { z: 9, x: 304, y: 208 })).toBe('http://host/9/304/208.mvt');
  expect(datedUrl('a.mvt', may)).toBe('a.mvt?datetime=2026-05-02T00:00:00Z');
  expect(datedUrl('a.mvt?revision=1', NEVER)).toBe(
    'a.mvt?revision=1&datetime=0001-01-01T00:00:00Z',
  );
});
