// The page's code waits for the first picture, which the server wrote into the page: reading it would hold the paint up.
import './app.css';

/** How long the picture is waited for: a slow one must not hold the page up. */
const PATIENCE_MS = 800;

/** The picture is on the screen, or there is none. */
async function painted(): Promise<void> {
  const image = document.querySelector<HTMLImageElement>('#early img');
  if (!image) return;
  const drawable = await image.decode().then(
    () => true,
    () => false,
  );
  if (!drawable) return;
  await entryOf(PerformanceObserver.supportedEntryTypes.includes('element') ? 'element' : 'paint');
}

/** Browsers tell of what they painted once it is on the screen (Element Timing, Paint Timing; W3C). */
function entryOf(type: 'element' | 'paint'): Promise<void> {
  return new Promise((resolve) => {
    new PerformanceObserver((list, observer) => {
      const seen = list.getEntries() as (PerformanceEntry & { identifier?: string })[];
      if (type === 'element' && !seen.some(({ identifier }) => identifier === 'picture')) return;
      observer.disconnect();
      resolve();
    }).observe({ type, buffered: true });
  });
}

const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
void Promise.race([painted(), patience]).then(() => import('./start'));
