import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { date, expect, open, pixelsOf, redrawn, test } from './page';

const TRACED = '?enclave=gaza-ocha&series=held&lang=en';
/** The middle of the corridor on the map fitted to the screen. */
const STRIPES = { x: 860, y: 270, width: 100, height: 60 };

const told = (page: Page) => page.getByTestId('compare-headline');
const matrix = (page: Page) => page.getByTestId('matrix');
const divider = (page: Page) => page.getByTestId('divider');

/** Waits until the second map has drawn, and the answer is told. */
async function compared(page: Page): Promise<void> {
  const other = page.getByTestId('other-map');
  await expect(other).toHaveAttribute('data-ready', 'true', { timeout: 30_000 });
  await expect.poll(async () => Number(await other.getAttribute('data-idle'))).toBeGreaterThan(0);
  await expect(told(page)).toBeVisible();
}

test('c compares with the change before, the address keeps it, and Back and Esc leave', async ({
  page,
}) => {
  await open(page, '?date=2026-05-02');
  await page.keyboard.press('c');
  await compared(page);
  await expect(page).toHaveURL(/compare=2025-10-10/);
  await expect(told(page)).toContainText('13 points');
  await expect(page.getByRole('button', { name: 'Compare' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.goBack();
  await expect(page).not.toHaveURL(/compare=/);
  await expect(divider(page)).toBeHidden();
  await page.goForward();
  await compared(page);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/compare=/);
  await expect(page.getByTestId('headline').first()).toBeVisible();
});

test('a reload changes nothing', async ({ page }) => {
  await open(page, '?date=2026-05-02&compare=2025-10-19&layout=side&swipe=35&lang=en');
  await compared(page);
  const text = await page.locator('#answer').innerText();
  await page.reload();
  await compared(page);
  await expect(page).toHaveURL(/compare=2025-10-19&layout=side&swipe=35/);
  await expect.poll(() => page.locator('#answer').innerText()).toBe(text);
});

test('on schematic shapes the matrix has whole points, and what is not given is said', async ({
  page,
}) => {
  await open(page, '?date=2026-05-02&compare=2025-10-19');
  await compared(page);
  await expect(matrix(page)).toContainText('whole points');
  await expect(matrix(page).getByRole('row', { name: /^Hamas-held/ })).toContainText('13');
  await expect(page.locator('#answer')).toContainText('not given: schematic shape');
  await expect(page.getByTestId('difference-updates')).toContainText('Reuters');
});

test('where nothing changed the panel says so', async ({ page }) => {
  await open(page, '?date=2025-12-10&compare=2025-10-19');
  await compared(page);
  await expect(told(page)).toHaveText('Nothing changed between these two.');
  await expect(matrix(page)).toBeHidden();
});

test('the divider is moved by keys and by hand, and the address keeps it', async ({ page }) => {
  await open(page, '?date=2026-05-02&compare=2025-10-19');
  await compared(page);
  await divider(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(divider(page)).toHaveAttribute('aria-valuenow', '52');
  await page.keyboard.press('PageDown');
  await expect(divider(page)).toHaveAttribute('aria-valuenow', '42');
  await expect(date(page)).toHaveText(/2.May.2026/);
  const box = await divider(page).boundingBox();
  if (!box) throw new Error('the divider has no box');
  await page.mouse.move(box.x, 500);
  await page.mouse.down();
  await page.mouse.move(box.x + 300, 500, { steps: 6 });
  await page.mouse.up();
  await expect(page).toHaveURL(/swipe=7\d/);
  await page.keyboard.press('Home');
  await expect(divider(page)).toHaveAttribute('aria-valuenow', '0');
  await expect(page).toHaveURL(/swipe=0/);
});

test('the date compared with has a handle of its own on the time chart', async ({ page }) => {
  await open(page, '?date=2026-05-02&compare=2025-12-01');
  await compared(page);
  const handle = page.getByRole('slider', { name: 'Date compared with' });
  await handle.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page).toHaveURL(/compare=2025-12-02/);
  await expect(handle).toHaveAttribute('aria-valuetext', /2.December.2025/);
  await page.keyboard.press('Home');
  await expect(page).toHaveURL(/compare=2025-10-10/);
  await expect(date(page)).toHaveText(/2.May.2026/);
});

test('two accounts are compared on one date', async ({ page }) => {
  await open(page, '?date=2026-05-02&compare=2025-10-19');
  await compared(page);
  await page.getByRole('radio', { name: 'Two accounts' }).check();
  await expect(page).toHaveURL(/compare=series:/);
  await page.getByLabel('Compared account').selectOption('idf-map');
  await expect(page).toHaveURL(/compare=series:idf-map/);
  await expect(told(page)).toContainText('more');
  await expect(page.locator('.map .name').first()).toContainText('IDF');
});

test('an account without zones on the date says so', async ({ page }) => {
  await open(page, '?date=2025-08-01&compare=series:idf-map');
  await expect(told(page)).toContainText('No zones');
});

test.describe('where the server refuses', () => {
  test.use({ complaintsExpected: true });

  test('what was recorded later was not known before', async ({ page }) => {
    await open(page, '?date=2026-05-02&compare=known:2020-01-01');
    await expect(told(page)).toContainText('Nothing was recorded by');
    await page.getByLabel('As known by').selectOption({ index: 1 });
    await expect(told(page)).toHaveText('What we say of this date has not changed since then.');
  });

  test('an answer that failed can be asked for again', async ({ page }) => {
    await page.route('**/changes?*', (route) => route.abort());
    await open(page, '?date=2026-05-02');
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect(page.locator('#answer').getByRole('alert')).toContainText('No connection');
    await page.unroute('**/changes?*');
    await page.locator('#answer').getByRole('button', { name: 'Try again' }).click();
    await expect(told(page)).toContainText('13 points');
  });
});

test('what we said on a date stands in the top bar, and can be left', async ({ page }) => {
  await open(page, '?date=2026-05-02&as-of=2099-01-01');
  const chip = page.getByTestId('what-we-said');
  await expect(chip).toContainText(/What we said on/);
  await chip.click();
  await expect(page).not.toHaveURL(/as-of/);
  await expect(chip).toBeHidden();
});

for (const lang of ['en', 'he', 'ar']) {
  test(`compare mode breaks no rule of accessibility in ${lang}`, async ({ page }) => {
    await open(page, `?date=2026-05-02&compare=2025-10-19&lang=${lang}`);
    await compared(page);
    await expect(matrix(page)).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([]);
  });
}

test('ground that changed hands is striped on both maps, and the switch puts it away @real', async ({
  page,
}) => {
  await open(page, `${TRACED}&date=2025-12-10&compare=2025-10-20`);
  await compared(page);
  const stripes = () => pixelsOf(page, STRIPES, [0, 114, 178]);
  await expect.poll(stripes).toBeGreaterThan(300);
  const moved = await pixelsOf(page, STRIPES, [213, 94, 0]);
  expect(moved).toBeGreaterThan(50);
  await redrawn(page, () => page.getByLabel('Changes on the map').uncheck());
  await expect.poll(stripes).toBe(0);
  await expect(page).toHaveURL(/hide=changes/);
});

test('the pointer over ground that changed hands tells from whom @real', async ({ page }) => {
  await open(page, `${TRACED}&date=2025-12-10&compare=2025-10-20&swipe=0`);
  await compared(page);
  await expect(page.locator('.map')).toHaveAttribute('data-changed', '2');
  await page.mouse.move(915, 300);
  await expect(page.getByTestId('changed-hover')).toHaveText(/Israeli-held.*, from .*Hamas-held/);
});

test('the tables say who gained what, how parts divided and how far the line moved @real', async ({
  page,
}) => {
  await open(page, `${TRACED}&date=2025-12-10&compare=2025-10-20`);
  await compared(page);
  await expect(told(page)).toContainText(/Israeli-held.* gained 3.*points.*12\.3.*51 days/);
  const row = matrix(page).getByRole('row', { name: /^Hamas-held/ });
  await expect(row.getByRole('cell')).toHaveText(['12.3', '158.8', '171.2']);
  await expect(page.getByTestId('part-events')).toContainText('a part divided');
  await expect(page.getByTestId('displacement')).toContainText(/Net advance/);
  await expect(page.getByTestId('difference-updates')).toContainText('corridor.geojson');
});

test('side by side both maps have one camera @real', async ({ page }) => {
  await open(page, `${TRACED}&date=2025-12-10&compare=2025-10-20&layout=side`);
  await compared(page);
  const other = await page.getByTestId('other-map').boundingBox();
  const main = await page.locator('.map .canvas').boundingBox();
  expect(Math.abs((other?.width ?? 0) - (main?.width ?? 1))).toBeLessThan(2);
  expect((other?.x ?? 0) + (other?.width ?? 0)).toBeCloseTo(main?.x ?? 0, 0);
  await page.mouse.move((other?.x ?? 0) + 200, 300);
  await page.mouse.wheel(0, -300);
  await expect(page).toHaveURL(/view=/);
});

test('a date as it was known, with the update that made the difference @real', async ({ page }) => {
  await open(page, `${TRACED}&date=2026-03-10`);
  await page.keyboard.press('c');
  await compared(page);
  await page.getByRole('radio', { name: 'As known' }).check();
  await expect(page).toHaveURL(/compare=known:/);
  await page.getByLabel('As known by').selectOption({ index: 1 });
  await expect(told(page)).toContainText('Hamas-held');
  await expect(page.getByTestId('difference-updates')).toContainText('recorded');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the comparison is in the sheet, and the maps stay in sight', async ({ page }) => {
    await open(page, '?date=2026-05-02&compare=2025-10-19');
    await compared(page);
    const sheet = await page.locator('#answer').boundingBox();
    expect((sheet?.y ?? 0) - 48).toBeGreaterThan(844 / 2);
    await expect(matrix(page)).toBeHidden();
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect(matrix(page)).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
    const small = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          '#answer button, #answer label, #answer select, .divider .knob',
        ),
      ]
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && box.height > 0)
        .filter(({ box }) => box.height < 39.5)
        .map(({ element, box }) => `${element.textContent?.trim()} ${box.height}`),
    );
    expect(small).toEqual([]);
  });

  test('the divider follows a finger', async ({ page }) => {
    await open(page, '?date=2026-05-02&compare=2025-10-19');
    await compared(page);
    const box = await page.locator('.divider .knob').boundingBox();
    if (!box) throw new Error('the divider has no knob');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const client = await page.context().newCDPSession(page);
    const touch = (type: string, at: number) =>
      client.send('Input.dispatchTouchEvent', {
        type: type as 'touchStart',
        touchPoints: type === 'touchEnd' ? [] : [{ x: at, y }],
      });
    await touch('touchStart', x);
    for (let step = 1; step <= 5; step++) await touch('touchMove', x - step * 20);
    await touch('touchEnd', x - 100);
    await expect(page).toHaveURL(/swipe=2\d/);
  });
});
