import { expect, test } from 'vitest';

import { Turner } from './turner';

/** A map that loads when told, and draws when told. */
function stage(shown = 0) {
  const log: string[] = [];
  let loading = false;
  const turner: Turner = new Turner(
    {
      load: (at) => {
        log.push(`load ${at}`);
        loading = at % 10 !== 0;
        return loading;
      },
      loaded: () => !loading,
      draw: () => log.push('draw'),
      same: (at) => log.push(`same ${at}`),
    },
    shown,
  );
  const arrive = () => {
    loading = false;
    turner.arrived();
  };
  const busy = () => (loading = true);
  return { log, turner, arrive, busy };
}

test('of the dates asked for while one loads, the last is next and the others never come', () => {
  const { log, turner, arrive } = stage();
  for (const at of [1, 2, 3, 4]) turner.turn(at);
  arrive();
  turner.drawn();
  arrive();
  turner.drawn();
  expect(log).toEqual(['load 1', 'draw', 'load 4', 'draw']);
  expect(turner.shown).toBe(4);
});

test('a date is drawn before the next one loads', () => {
  const { log, turner, arrive } = stage();
  turner.turn(1);
  arrive();
  turner.turn(2);
  expect(log).toEqual(['load 1', 'draw']);
  turner.drawn();
  expect(log).toEqual(['load 1', 'draw', 'load 2']);
});

test('back at the date shown nothing loads', () => {
  const { log, turner, arrive } = stage();
  turner.turn(1);
  turner.turn(2);
  turner.turn(1);
  arrive();
  turner.drawn();
  expect(log).toEqual(['load 1', 'draw']);
});

test('a date on which nothing changes is shown without drawing', () => {
  const { log, turner } = stage();
  turner.turn(10);
  turner.turn(20);
  expect(log).toEqual(['load 10', 'same 10', 'load 20', 'same 20']);
});

test('while the first tiles load no other date is begun', () => {
  const { log, turner, arrive, busy } = stage();
  busy();
  turner.turn(1);
  turner.turn(2);
  expect(log).toEqual([]);
  arrive();
  expect(log).toEqual(['load 2']);
});
