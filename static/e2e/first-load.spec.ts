import { countBytes } from './measure';
import { colours, date, drawn, expect, headline, open, test } from './page';

test('the first load answers, draws the map and breaks no policy', async ({ page }) => {
  await open(page, '?date=2025-10-19');
  await expect(headline(page)).toContainText('two zones since');
  await expect(headline(page)).toContainText(/53.\/.47/);
  await expect(date(page)).toHaveText(/19.October.2025/);
  await expect(page.getByTestId('as-of')).toContainText('last update');
  await expect(page.getByTestId('shares')).toContainText('Israeli-held');
  expect(await colours(page, { x: 600, y: 100, width: 400, height: 500 })).toBeGreaterThan(20);
});

test('the first load weighs at most 700 kB and asks nobody else', async ({ page, baseURL }) => {
  const bytes = countBytes(page);
  const hosts = new Set<string>();
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http')) hosts.add(url.origin);
  });
  await open(page, '?date=2025-10-19');
  expect([...hosts]).toEqual([new URL(baseURL ?? '').origin]);
  test
    .info()
    .annotations.push({ type: 'first load', description: `${Math.round(bytes() / 1000)} kB` });
  console.log(`first load: ${Math.round(bytes() / 1000)} kB over the wire`);
  await expect.poll(bytes).toBeGreaterThan(300_000);
  expect(bytes()).toBeLessThan(700_000);
});

test('fonts of one script are fetched, those of the others are not', async ({ page }) => {
  const fonts: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('.woff2')) fonts.push(request.url());
  });
  await open(page, '?date=2025-10-19');
  expect(fonts.filter((url) => /arabic|hebrew/.test(url))).toEqual([]);
});

test('without a date the page shows now, and says when the last update was', async ({ page }) => {
  await open(page);
  await expect(page.getByTestId('as-of')).toContainText(/last update .29.April.2026/);
});

test('before the first date the page says so and offers the way', async ({ page }) => {
  await open(page, '?date=2025-08-01');
  await expect(page.getByText(/No zones before/)).toBeVisible();
  await page.getByRole('button', { name: 'Go to the first date' }).click();
  await expect(date(page)).toHaveText(/10.October.2025/);
  await expect(headline(page)).toContainText('two zones');
});

test('a reload changes nothing', async ({ page }) => {
  await open(page, '?date=2026-05-02&spot=34.33,31.32&hide=places&lang=en');
  await page.mouse.move(800, 400);
  await page.mouse.wheel(0, -240);
  await expect(page).toHaveURL(/view=/);
  const before = page.url();
  const text = await page.locator('#answer').innerText();
  await page.reload();
  await drawn(page);
  await expect(page.getByTestId('holder')).toBeVisible();
  expect(page.url()).toBe(before);
  expect(await page.locator('#answer').innerText()).toBe(text);
});
