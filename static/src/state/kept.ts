// Choices kept on this device. Where storage is denied the page works without them.

export function keep(name: 'theme' | 'lang' | 'speed' | 'step', value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Denied: the choice lasts as long as the page.
  }
}

export function kept(name: 'theme' | 'lang' | 'speed' | 'step'): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
