import { expect, open, redrawn, test } from './page';

test('a click says who holds the spot, since when, and by which source', async ({ page }) => {
  await open(page, '?date=2026-05-02');
  await page.mouse.click(760, 590);
  await expect(page.getByTestId('holder')).toHaveText(/Israeli-held/);
  const panel = page.locator('#answer');
  await expect(panel).toContainText(/since .10.October.2025/);
  await expect(panel).toContainText('Grade');
  await expect(panel).toContainText('History of this spot');
  await expect(page).toHaveURL(/spot=34\./);
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('headline')).toBeVisible();
});

test('hovering shows the source of the ground under the pointer, once for all dates', async ({
  page,
}) => {
  await open(page, '?date=2025-10-19');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/history')) asked.push(request.url());
  });
  await page.mouse.move(760, 590);
  const card = page.locator('.hover');
  await expect(card).toContainText(/Israeli-held since .10.October.2025/);
  await expect(card).toContainText('Israeli government');
  await redrawn(page, () => page.keyboard.press('ArrowRight'));
  await expect(card).toContainText('Israeli-held');
  expect(asked).toHaveLength(1);
});

test('search finds a place in any script and picks it', async ({ page }) => {
  await open(page, '?date=2026-05-02');
  await page.keyboard.press('/');
  await page.keyboard.type('רפיח');
  await expect(page.locator('#search-hits').getByRole('option')).toHaveText(['Rafah']);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('holder')).toHaveText(/Israeli-held/);
  await expect(page).toHaveURL(/spot=34\.2/);
});

test('a picked spot answers for the date shown', async ({ page }) => {
  await open(page, '?date=2025-10-19&spot=34.4469,31.4683');
  const holder = page.getByTestId('holder');
  await expect(holder).toBeVisible();
  const before = await holder.innerText();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('li.current')).toHaveCount(1);
  expect(before.length).toBeGreaterThan(3);
});

test('outside the enclave the panel says so', async ({ page }) => {
  await open(page, '?date=2025-10-19&spot=34.9,31.9');
  await expect(page.getByText(/Outside the enclave/)).toBeVisible();
});

test('with the keyboard alone, Enter on the map picks the spot in its middle', async ({ page }) => {
  await open(page, '?date=2026-05-02&view=12/31.3/34.28');
  await page.locator('.map').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('holder')).toBeVisible();
});
