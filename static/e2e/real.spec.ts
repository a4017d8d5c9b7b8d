import { complete, date, expect, headline, open, redrawn, slider, test } from './page';

test('the published line against the dissolved municipalities reads 53.1 % @real', async ({
  page,
}) => {
  await open(page, '?enclave=gaza-ocha&series=idf-map&date=2025-10-19&lang=en');
  await expect(headline(page)).toContainText('two zones since');
  const shares = page.getByTestId('shares');
  await expect(shares).toContainText(/53\.[01]/);
  await expect(shares).toContainText(/193\.[5-9]/);
});

test('the slider runs over 92 days of one front and asks the network for no tile @real', async ({
  page,
}) => {
  await open(page, '?enclave=front&series=days&date=2025-08-01&lang=en');
  await expect(date(page)).toHaveText(/1.August.2025/);
  await complete(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/tiles/')) asked.push(request.url());
  });
  await slider(page).focus();
  await redrawn(page, () => page.keyboard.press('ArrowRight'));
  await expect(date(page)).toHaveText(/2.August.2025/);
  await redrawn(page, () => page.keyboard.press('End'));
  await page.keyboard.press('Home');
  await expect(date(page)).toHaveText(/1.August.2025/);
  expect(asked).toEqual([]);
});
