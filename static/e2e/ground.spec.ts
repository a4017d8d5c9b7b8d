// What an answer draws on the map: necks, corridors and the numbers of parts. Schematic shapes have none, so the series is
// one that was traced.
import { expect, open, pixelsIn, test } from './page';

const TRACED = '?enclave=gaza-ocha&series=idf-map&date=2025-10-19&lang=en';

test('the neck of the traced line is on the map with its width, and in the list @real', async ({
  page,
}) => {
  // Near latitude 31.42, where the Israeli-held part is narrowest.
  await open(page, `${TRACED}&view=13/31.42462/34.41195&hide=labels,places,frontlines`);
  await expect(page.getByTestId('lines')).toHaveAttribute('data-settled', 'true');
  const clip = { x: 660, y: 400, width: 120, height: 150 };
  const ink = async () => (await pixelsIn(page, clip)).filter((p) => Math.max(...p) < 90).length;
  await expect.poll(ink).toBeGreaterThan(60);
  const drawn = await ink();
  await page.getByTestId('parts').locator('summary').click();
  await expect(page.getByTestId('neck').first()).toContainText(/Neck .1\.2.km. wide/);
  await page.locator('.legend').getByText('Layers').click();
  await page.locator('.legend').getByLabel('Necks and corridors').uncheck();
  await expect(page).toHaveURL(/hide=.*necks/);
  await expect.poll(ink).toBeLessThan(drawn / 4);
});

test('parts are listed by number, with the measures of a traced shape @real', async ({ page }) => {
  await open(page, TRACED);
  await expect(page.getByTestId('lines')).toHaveAttribute('data-settled', 'true');
  await page.getByTestId('parts').locator('summary').click();
  const parts = page.getByTestId('parts');
  await expect(parts.getByRole('row', { name: /Hamas-held. 1/ })).toContainText(/16\d\.\d/);
  await expect(parts.getByRole('row', { name: /Hamas-held. 2/ })).toBeVisible();
  await page.getByTestId('measures').locator('summary').first().click();
  await expect(
    page.getByTestId('measures').locator('tr', { hasText: 'Splitting index S' }),
  ).toContainText('2.0');
  await expect(page.getByTestId('measures')).toContainText('EPSG:32636');
});

test('the areas are a table to be sorted, and to be had as CSV @real', async ({ page }) => {
  await open(page, TRACED);
  await page.getByTestId('area-details').locator('summary').click();
  const table = page.getByTestId('areas-table');
  await expect(table.locator('tr', { hasText: 'Beit Hanoun' })).toContainText(/9[89]\.\d/);
  await expect(table.locator('tr', { hasText: 'Deir al Balah' })).toContainText(/3\.[0-9]/);
  await table.getByRole('button', { name: 'Israeli-held' }).click();
  await expect(table.locator('th[aria-sort=descending]')).toContainText('Israeli-held');
  await expect(table.locator('tbody tr').first()).toContainText('100.0');
  const link = page.getByRole('link', { name: 'Download as CSV' });
  const csv = await page.request.get((await link.getAttribute('href')) ?? '');
  expect(csv.headers()['content-type']).toContain('text/csv');
  expect(await csv.text()).toContain('Beit Hanoun');
});
