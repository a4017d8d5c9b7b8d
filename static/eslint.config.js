import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist', 'node_modules', 'test-results', 'playwright-report'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  {
    // Plain maps and sets are used where nothing should react to them.
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  {
    // One module alone touches the map, with what it is made of.
    files: ['src/**/*.{ts,svelte}'],
    ignores: [
      'src/map/map.ts',
      'src/map/quietmap.ts',
      'src/map/seriessource.ts',
      'src/map/**/*.test.ts',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'maplibre-gl', allowTypeImports: true, message: 'Go through src/map/map.ts.' },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,svelte}'],
    rules: { 'max-lines': ['error', 400], 'no-console': 'error' },
  },
);
