// Colours of the base map. Those of controllers stand in core/legend.ts.
import type { Theme } from '../core/legend';

export interface Palette {
  sea: string;
  land: string;
  ground: string;
  neighbourLine: string;
  boundary: string;
  front: string;
  casing: string;
  text: string;
  halo: string;
  faint: string;
  mark: string;
}

export const palettes: Record<Theme, Palette> = {
  light: {
    sea: '#d3e0e8',
    land: '#eceae4',
    ground: '#fbfaf7',
    neighbourLine: '#c6c3ba',
    boundary: '#4a525b',
    front: '#15191e',
    casing: '#ffffff',
    text: '#15191e',
    halo: 'rgba(255,255,255,0.92)',
    faint: '#72777d',
    mark: '#15191e',
  },
  dark: {
    sea: '#0f1a22',
    land: '#1e2429',
    ground: '#262c32',
    neighbourLine: '#343b43',
    boundary: '#a9b3bd',
    front: '#0a0d10',
    casing: '#ffffff',
    text: '#f4f6f8',
    halo: 'rgba(10,13,16,0.86)',
    faint: '#8b95a0',
    mark: '#f4f6f8',
  },
};
