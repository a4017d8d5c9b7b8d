import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// Vitest's reporter groups failures with Map.groupBy, which Node 20 lacks.
Map.groupBy ??= <K, V>(items: Iterable<V>, keyOf: (item: V, index: number) => K) => {
  const groups = new Map<K, V[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
};

// Where `npm run dev` finds the API: a running splitline.
const server = process.env.SPLITLINE_URL ?? 'http://127.0.0.1:8080';

/** Lets the browser fetch the page's code, the map library and the list of enclaves while it still paints. */
function early(): Plugin {
  return {
    name: 'early',
    apply: 'build',
    transformIndexHtml(_, { bundle }) {
      // With what the two share with parts of the page that come later.
      const chunks = (...names: string[]) => {
        const files = names.map((name) => {
          const file = Object.keys(bundle ?? {}).find(
            (each) => each.startsWith(`assets/${name}-`) && each.endsWith('.js'),
          );
          if (!file) throw new Error(`${name} has no chunk of its own`);
          return file;
        });
        const shared = files.flatMap((file) => {
          const each = bundle?.[file];
          return each?.type === 'chunk' ? each.imports.filter((name) => !isEntry(name)) : [];
        });
        return [...new Set([...files, ...shared])].map(script);
      };
      const isEntry = (file: string) => {
        const each = bundle?.[file];
        return each?.type === 'chunk' && each.isEntry;
      };
      // Fetched alone: reading them has the processors to itself once the first picture is painted.
      const script = (file: string) => ({
        tag: 'link',
        attrs: {
          rel: 'preload',
          href: `/${file}`,
          as: 'script',
          crossorigin: true,
          fetchpriority: 'low',
        },
      });
      // Of the date, which stands beside the first picture: its digits are Latin in every language.
      const font = () => {
        const file = Object.keys(bundle ?? {}).find((each) => each.includes('latin-600'));
        if (!file) throw new Error('the font of the date has no file');
        const attrs = { rel: 'preload', href: `/${file}`, as: 'font', crossorigin: true };
        return { tag: 'link', attrs };
      };
      return [
        ...chunks('start', 'map'),
        font(),
        {
          tag: 'link',
          attrs: { rel: 'preload', href: '/api/v1/enclaves', as: 'fetch', crossorigin: true },
        },
      ];
    },
  };
}

export default defineConfig({
  plugins: [svelte(), early()],
  build: {
    target: 'es2023',
    // Fonts and images stay files: the content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The map library alone is 1.1 MB before compression.
    chunkSizeWarningLimit: 1200,
    // dist/.keep is committed so that Go can embed the folder before the first build.
    emptyOutDir: true,
  },
  worker: { format: 'es' },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/tiles', '/export', '/events'].map((path) => [path, { target: server }]),
    ),
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
