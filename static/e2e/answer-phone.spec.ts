import { expect, open, test } from './page';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

for (const lang of ['en', 'he', 'ar']) {
  test(`the lowest sheet holds the four lines in ${lang}, the map more than half`, async ({
    page,
  }) => {
    await open(page, `?date=2026-05-02&lang=${lang}`);
    const lines = page.getByTestId('lines');
    await expect(lines).toHaveAttribute('data-settled', 'true');
    const sheet = await page.locator('#answer').boundingBox();
    const dock = await page.locator('.dock').boundingBox();
    expect((sheet?.y ?? 0) - 48).toBeGreaterThan(844 / 2);
    for (const name of ['headline', 'moving', 'plan', 'force']) {
      const box = await page.getByTestId(name).boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0), name).toBeLessThanOrEqual(dock?.y ?? 0);
    }
  });
}

test('what stands behind the lines can be opened in the full sheet', async ({ page }) => {
  await open(page, '?date=2026-05-02&lang=en');
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByTestId('plan-details').locator('summary').click();
  await expect(page.getByTestId('plan-details')).toContainText('January 2026');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
});
