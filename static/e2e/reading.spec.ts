import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { colours, date, expect, headline, open, test } from './page';

async function flawless(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([]);
}

for (const theme of ['light', 'dark'] as const) {
  for (const lang of ['en', 'he', 'ar']) {
    test(`the page is accessible in ${lang}, ${theme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await open(page, `?date=2026-05-02&lang=${lang}`);
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
      await flawless(page);
    });
  }
}

test('spot, table and key list are accessible', async ({ page }) => {
  await open(page, '?date=2026-05-02&spot=34.33,31.32');
  await expect(page.getByTestId('holder')).toBeVisible();
  await flawless(page);
  await page.keyboard.press('t');
  await expect(page.getByTestId('table')).toBeVisible();
  await flawless(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await flawless(page);
});

test('Hebrew and Arabic mirror the panels, not the map nor the way of time', async ({ page }) => {
  await open(page, '?date=2026-05-02');
  await page.getByLabel('Language').selectOption('ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(headline(page)).toContainText('منطقتان');
  await expect(page).toHaveURL(/lang=ar/);
  const panel = await page.locator('#answer').boundingBox();
  expect(panel?.x).toBeGreaterThan(1000);
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/date=2026-04-29/);
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/date=2025-10-10/);
});

test('the choice of language and theme is kept', async ({ page }) => {
  await open(page, '?date=2026-05-02');
  await page.getByLabel('Language').selectOption('he');
  await page.locator('header').getByRole('button').first().press('Escape');
  await page.getByRole('button', { name: 'ערכה כהה' }).click();
  await open(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'he');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the table holds as text what the map shows', async ({ page }) => {
  await open(page, '?date=2026-05-02');
  await page.getByRole('button', { name: 'Table' }).click();
  const table = page.getByTestId('table');
  await expect(table).toContainText('Zone by zone');
  await expect(table.getByRole('row', { name: /Contested/ }).first()).toContainText('13');
  await table.getByRole('button', { name: /10.October.2025/ }).click();
  await expect(date(page)).toHaveText(/10.October.2025/);
  await expect(page).toHaveURL(/show=table/);
});

test('the keys are listed, and Escape leaves the list', async ({ page }) => {
  await open(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('play, pause');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('conditions and measures are asked for when opened', async ({ page }) => {
  await open(page, '?date=2026-05-02');
  await page.getByTestId('conditions').locator('summary').click();
  await expect(page.getByTestId('conditions')).toContainText('25');
  await expect(page.getByTestId('conditions')).toContainText('convention');
});

test('layers can be put away, and the address says so', async ({ page }) => {
  await open(page, '?date=2026-05-02');
  const clip = { x: 620, y: 60, width: 560, height: 620 };
  const before = await colours(page, clip);
  await page.locator('.legend').getByText('Layers').click();
  await page.locator('.legend').getByLabel('Zones').uncheck();
  await expect(page).toHaveURL(/hide=zones/);
  await expect.poll(() => colours(page, clip)).not.toBe(before);
});
