import { expect, headline, open, test } from './page';

// `make picture` renews the picture in the README with this.
test('the interface, for the README @picture', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, '?date=2026-05-02&lang=en');
  await expect(headline(page)).toBeVisible();
  await page.screenshot({ path: process.env.SPLITLINE_PICTURE ?? 'test-results/interface.png' });
});
