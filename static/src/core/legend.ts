// The one table of colours and patterns, by controller: the map, the chart, the legend and the table all read it.
// Okabe and Ito's palette, told apart by every common colour blindness, and by pattern in greyscale.
import type { Controller } from '../api/wire';

export type Pattern =
  'plain' | 'dots' | 'diagonal' | 'none' | 'horizontal' | 'crosses' | 'vertical';
export type Theme = 'light' | 'dark';

export interface Look {
  readonly light: string;
  readonly dark: string;
  readonly pattern: Pattern;
  /** A dashed outline instead of a pattern. */
  readonly dashed: boolean;
}

const NAMED: Record<string, Look> = {
  'israeli-held': { light: '#0072B2', dark: '#56A8DA', pattern: 'plain', dashed: false },
  'hamas-held': { light: '#009E73', dark: '#3FC79B', pattern: 'dots', dashed: false },
  contested: { light: '#E69F00', dark: '#F2B93B', pattern: 'diagonal', dashed: false },
  unassigned: { light: '#8A8F98', dark: '#8A8F98', pattern: 'none', dashed: true },
};

const FURTHER: readonly Look[] = [
  further('#CC79A7', 'horizontal'),
  further('#D55E00', 'crosses'),
  further('#F0E442', 'vertical'),
];

function further(light: string, pattern: Pattern): Look {
  return { light, dark: lighter(light, 0.2), pattern, dashed: false };
}

/** The colour, that share of the way towards white. */
export function lighter(hex: string, share: number): string {
  const parts = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  return `#${parts
    .map((v) =>
      Math.round(v + (255 - v) * share)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')
    .toUpperCase()}`;
}

export type Legend = ReadonlyMap<string, Look>;

/** A look for every controller of an enclave; those without a name in the table take the further ones in turn. */
export function legendOf(controllers: readonly Controller[]): Legend {
  const legend = new Map<string, Look>();
  let next = 0;
  for (const controller of controllers) {
    const known = NAMED[controller.id] ?? byFlag(controller);
    legend.set(controller.id, known ?? (FURTHER[next++ % FURTHER.length] as Look));
  }
  return legend;
}

function byFlag(controller: Controller): Look | undefined {
  if (controller.contested) return NAMED['contested'];
  return controller.unassigned ? NAMED['unassigned'] : undefined;
}

export function lookOf(legend: Legend, controller: string): Look {
  return legend.get(controller) ?? (NAMED['unassigned'] as Look);
}
