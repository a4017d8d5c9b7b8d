import { expect, open, test } from './page';

test('the map names the sources of zones and of places, and the list gives their licences', async ({
  page,
}) => {
  await open(page, '?date=2025-10-19');
  const credit = page.locator('.credit');
  await expect(credit.locator('.line')).toContainText('OpenStreetMap');
  await expect(credit.locator('.line')).toContainText('Places: GeoNames');
  await credit.locator('summary').click();
  await expect(credit.getByRole('link', { name: 'GeoNames' })).toBeVisible();
  await expect(credit.getByRole('link', { name: 'CC BY 4.0' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(credit.getByRole('link', { name: 'GeoNames' })).toBeHidden();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  for (const lang of ['en', 'ar']) {
    test(`the sign opens the whole list inside the screen (${lang})`, async ({ page }) => {
      await open(page, `?date=2025-10-19&lang=${lang}`);
      await page.locator('.credit summary').tap();
      const list = page.locator('.credit dl');
      await expect(list).toContainText('GeoNames');
      const box = await list.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    });
  }
});
