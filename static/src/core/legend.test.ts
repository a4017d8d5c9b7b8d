import { describe, expect, test } from 'vitest';

import { legendOf, lighter, lookOf } from './legend';

const controller = (id: string, flags: { contested?: boolean; unassigned?: boolean } = {}) => ({
  id,
  label: {},
  contested: flags.contested ?? false,
  unassigned: flags.unassigned ?? false,
});

describe('colours and patterns', () => {
  const legend = legendOf([
    controller('israeli-held'),
    controller('hamas-held'),
    controller('contested', { contested: true }),
    controller('unassigned', { unassigned: true }),
    controller('force'),
    controller('police'),
    controller('third'),
    controller('fourth'),
  ]);

  test('the four named controllers have theirs', () => {
    expect(lookOf(legend, 'israeli-held')).toMatchObject({ light: '#0072B2', pattern: 'plain' });
    expect(lookOf(legend, 'hamas-held')).toMatchObject({ dark: '#3FC79B', pattern: 'dots' });
    expect(lookOf(legend, 'contested')).toMatchObject({ light: '#E69F00', pattern: 'diagonal' });
    expect(lookOf(legend, 'unassigned')).toMatchObject({ dashed: true, pattern: 'none' });
  });

  test('further controllers take the further looks in turn, lighter by a fifth in the dark', () => {
    expect(['force', 'police', 'third', 'fourth'].map((id) => lookOf(legend, id).pattern)).toEqual([
      'horizontal',
      'crosses',
      'vertical',
      'horizontal',
    ]);
    expect(lookOf(legend, 'force').dark).toBe(lighter('#CC79A7', 0.2));
    expect(lighter('#000000', 0.2)).toBe('#333333');
  });

  test('ground flagged contested or unassigned under another name looks so', () => {
    const other = legendOf([controller('grey', { contested: true })]);
    expect(lookOf(other, 'grey').pattern).toBe('diagonal');
  });

  test('among the first seven no two share both colour and pattern', () => {
    const looks = [...legend.values()].slice(0, 7).map((look) => `${look.light} ${look.pattern}`);
    expect(new Set(looks).size).toBe(7);
  });
});
