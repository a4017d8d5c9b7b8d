import AxeBuilder from '@axe-core/playwright';

import { date, expect, open, slider, test } from './page';

const TRACED = '?enclave=gaza-ocha&series=held&lang=en';

test('phases of the plan stand beside the milestones, and hatching says what was not observed', async ({
  page,
}) => {
  await open(page, '?date=2025-10-19');
  const dock = page.locator('.dock');
  await expect(dock.getByTestId('phase')).toHaveText(['Phase 1', 'Phase 2']);
  await expect(dock.getByTestId('gap').first()).toBeVisible();
});

test('a schematic series says that its measures are not given', async ({ page }) => {
  await open(page, '?date=2025-10-19&line=s');
  await expect(page.getByTestId('line-s')).toContainText('Not given');
});

test('the line under the shares is in the address, and gives the dock the room it needs', async ({
  page,
}) => {
  await open(page, '?date=2025-10-19');
  const height = async () => (await page.locator('.dock').boundingBox())?.height ?? 0;
  const low = await height();
  await page.getByLabel('Measure under the shares').selectOption('neck width');
  await expect(page).toHaveURL(/line=neck/);
  await expect.poll(height).toBeGreaterThan(low);
  expect(await height()).toBeLessThanOrEqual(220);
  await page.getByLabel('Measure under the shares').selectOption('shares only');
  await expect(page).not.toHaveURL(/line=/);
  await expect.poll(height).toBe(low);
});

test('the table has a figure, the phases and the times without an observation', async ({
  page,
}) => {
  await open(page, '?date=2025-10-19&show=table');
  const table = page.getByTestId('table');
  await expect(
    table.getByRole('img', { name: 'Shares of the enclave through time' }),
  ).toBeVisible();
  await expect(table.getByTestId('phases').locator('li')).toHaveCount(2);
  await expect(table.getByTestId('gaps').locator('li')).toHaveCount(1);
  await expect(table.getByTestId('dates').getByRole('row')).toHaveCount(3);
  const { violations } = await new AxeBuilder({ page }).include('.view').analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([]);
});

test('on paper the table is the page', async ({ page }) => {
  await open(page, '?date=2025-10-19&show=table');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByTestId('dates')).toBeVisible();
  await expect(page.locator('.dock')).toBeHidden();
  await expect(page.locator('.panel')).toBeHidden();
});

for (const lang of ['he', 'ar']) {
  test(`time runs from left to right in ${lang} too`, async ({ page }) => {
    await open(page, `?date=2025-10-19&lang=${lang}&line=turnover`);
    const early = (await slider(page).boundingBox())?.x ?? 0;
    await page.keyboard.press('End');
    await expect
      .poll(async () => (await slider(page).boundingBox())?.x ?? 0)
      .toBeGreaterThan(early);
  });
}

test('necks are lines with an axis in metres, one for each holder @real', async ({ page }) => {
  await open(page, `${TRACED}&date=2025-12-10&line=neck&time=changes`);
  const pane = page.getByTestId('line-neck');
  await expect(pane.locator('[data-line]')).toHaveCount(2);
  for (const path of await pane.locator('[data-line]').all()) {
    expect(await path.getAttribute('d')).toMatch(/^M[\d.]+ [\d.]+V[\d.]+H/);
  }
  await expect(pane).toContainText(/km/);
  await expect(page.locator('.dock .pane')).toContainText('Israeli-held');
});

test('S and turnover are one line each @real', async ({ page }) => {
  await open(page, `${TRACED}&date=2025-12-10&line=s`);
  await expect(page.getByTestId('line-s').locator('[data-line]')).toHaveCount(1);
  await page.getByLabel('Measure under the shares').selectOption('turnover');
  await expect(page.getByTestId('line-turnover').locator('[data-line]')).toHaveCount(1);
  await expect(page.getByTestId('line-turnover')).toContainText('%');
});

test('a division is marked, says whose ground divided, and takes the reader to its date @real', async ({
  page,
}) => {
  await open(page, `${TRACED}&date=2025-10-20&time=changes`);
  const mark = page.getByRole('button', { name: /Hamas-held.*a part divided/ });
  await mark.focus();
  await expect(page.locator('.tip')).toContainText('a part divided');
  await mark.click();
  await expect(date(page)).toHaveText(/1.December.2025/);
  await expect(page.getByRole('button', { name: /Hamas-held.*parts joined/ })).toBeVisible();
});

test('the table tells necks, turnover and part events of every date @real', async ({ page }) => {
  await open(page, `${TRACED}&date=2025-12-10&show=table`);
  const row = page.getByTestId('dates').getByRole('row', { name: /1.December.2025/ });
  await expect(row).toContainText('a part divided');
  await expect(row).toContainText(/1,242.m|1\.2.km/);
  await expect(row).toContainText(/2\.4.%/);
});
