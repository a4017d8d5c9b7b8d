// The keyboard of the whole page. Keys belong to a field, a menu or a dialog while one has the focus.
import type { Step } from '../core/timeline';

export interface KeyActions {
  step(step: Step, direction: 1 | -1): void;
  first(): void;
  last(): void;
  play(): void;
  search(): void;
  compare(): void;
  keys(): void;
  table(): void;
  time(): void;
  zoom(delta: number): void;
  leave(): void;
}

/** What a key means; undefined for a key of the browser's or of the focused control. */
export function actionOf(
  key: string,
  shift: boolean,
  actions: KeyActions,
): (() => void) | undefined {
  switch (key) {
    case 'ArrowLeft':
      return () => actions.step(shift ? 'day' : 'change', -1);
    case 'ArrowRight':
      return () => actions.step(shift ? 'day' : 'change', 1);
    case 'PageUp':
      return () => actions.step('month', -1);
    case 'PageDown':
      return () => actions.step('month', 1);
    case 'Home':
      return () => actions.first();
    case 'End':
      return () => actions.last();
    case ' ':
      return () => actions.play();
    case '/':
      return () => actions.search();
    case 'c':
    case 'C':
      return () => actions.compare();
    case '?':
      return () => actions.keys();
    case 't':
    case 'T':
      return () => actions.table();
    case 'z':
    case 'Z':
      return () => actions.time();
    case '+':
    case '=':
      return () => actions.zoom(1);
    case '-':
      return () => actions.zoom(-1);
    case 'Escape':
      return () => actions.leave();
    default:
      return undefined;
  }
}

export function onKey(event: KeyboardEvent, actions: KeyActions): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target instanceof Element ? event.target : undefined;
  if (target?.closest('input, select, textarea, dialog, [role="listbox"]')) return;
  // Space and arrows keep their meaning on buttons, links, disclosures and in what scrolls.
  if (event.key === ' ' && target?.closest('button, a, summary')) return;
  if (/^(Page|Home|End)/.test(event.key) && target?.closest('[data-scrolls]')) return;
  const action = actionOf(event.key, event.shiftKey, actions);
  if (!action) return;
  event.preventDefault();
  action();
}
