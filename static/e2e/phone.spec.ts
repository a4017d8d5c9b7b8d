import AxeBuilder from '@axe-core/playwright';

import { expect, headline, open, test } from './page';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test('on a phone the map has half of the screen, and date and answer are always there', async ({
  page,
}) => {
  await open(page, '?date=2025-10-19');
  await expect(headline(page)).toBeVisible();
  await expect(page.getByTestId('date').locator('.short')).toHaveText(/19.Oct.2025/);
  const dock = await page.locator('.dock').boundingBox();
  const sheet = await page.locator('#answer').boundingBox();
  expect(dock?.height).toBeLessThanOrEqual(72);
  expect((sheet?.y ?? 0) - 48).toBeGreaterThan(844 / 2);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
});

test('the sheet has three heights', async ({ page }) => {
  await open(page, '?date=2025-10-19');
  const height = async () => (await page.locator('#answer').boundingBox())?.height ?? 0;
  const low = await height();
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(height).toBeGreaterThan(300);
  const half = await height();
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(height).toBeGreaterThan(half + 150);
  await expect(page.getByTestId('shares')).toBeVisible();
  await page.getByRole('button', { name: 'Show less' }).click();
  await page.getByRole('button', { name: 'Show less' }).click();
  await expect.poll(height).toBe(low);
});

test('a tap picks a spot, which stays in sight above the sheet', async ({ page }) => {
  await open(page, '?date=2026-05-02&lang=he');
  await page.touchscreen.tap(180, 330);
  await expect(page.getByTestId('holder')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([]);
});

test('targets are at least 40 pixels', async ({ page }) => {
  await open(page, '?date=2025-10-19');
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, input, summary')]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0)
      .filter(({ box }) => box.height < 39.5 || box.width < 35.5)
      .map(
        ({ element, box }) =>
          `${element.className} ${element.textContent?.trim()} ${box.width}×${box.height}`,
      ),
  );
  expect(small).toEqual([]);
});
