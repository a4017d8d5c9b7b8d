// The answer in four lines, and what stands behind it on request.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, headline, open, test } from './page';

/** The text of a line without the marks that isolate directions. */
async function line(page: Page, name: string): Promise<string> {
  const text = (await page.getByTestId(name).textContent()) ?? '';
  return text.replace(/[\u2066-\u2069]/g, '').replaceAll('\u00a0', ' ');
}

async function settled(page: Page): Promise<void> {
  await expect(page.getByTestId('lines')).toHaveAttribute('data-settled', 'true');
}

async function show(page: Page, name: string): Promise<void> {
  await page.getByTestId(name).locator('summary').first().click();
}

for (const [day, split, moving, plan, force] of [
  [
    '2025-10-19',
    'Yes, two zones since 10 October 2025 (53 / 47)',
    'Not observed: no source says when it looked; last update 10 October 2025',
    /^Phase 1, announced on 10 October 2025, reached: 100 % done$/,
    'None planned. Ground recorded: none',
  ],
  [
    '2026-03-01',
    'Yes, two zones since 10 October 2025 (53 / 47)',
    'Not observed: no source says when it looked; last update 10 October 2025',
    /^Phase 1 reached\. Phase 2, announced in January 2026: 1\d points still to hand over; 0 % done/,
    'Planned since 19 February 2026: Rafah first. Ground recorded: none',
  ],
  [
    '2026-05-02',
    'Yes, two zones with a contested belt of 13 % since 10 October 2025 (53 / 34)',
    'Not observed: no source says when it looked; last update 29 April 2026',
    /^Phase 1 reached\. Phase 2, announced in January 2026: 1\d points still to hand over; 0 % done; stalled$/,
    'Planned since 19 February 2026: Rafah first. Ground recorded: none',
  ],
] as const) {
  test(`the four lines on ${day}`, async ({ page }) => {
    await open(page, `?date=${day}&lang=en`);
    await settled(page);
    expect(await line(page, 'headline')).toBe(split);
    expect(await line(page, 'moving')).toBe(moving);
    expect(await line(page, 'plan')).toMatch(plan);
    expect(await line(page, 'force')).toBe(force);
    expect(await line(page, 'by-side')).toContain('By side: two zones');
    await expect(page.getByRole('list', { name: 'The answer in four lines' })).toBeVisible();
  });
}

test('the lines are kept until the new ones are here, and what changed is said politely', async ({
  page,
}) => {
  await open(page, '?date=2025-10-19&lang=en');
  await settled(page);
  await expect(page.getByTestId('news')).toBeEmpty();
  const before = await line(page, 'force');
  let letGo = () => {};
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/split?*', async (route) => {
    await gone;
    await route.continue();
  });
  await page.keyboard.press('ArrowRight');
  await expect(headline(page)).toContainText('contested belt');
  expect(await line(page, 'force')).toBe(before);
  await expect(page.getByTestId('lines')).toHaveAttribute('aria-busy', 'true');
  letGo();
  await settled(page);
  expect(await line(page, 'force')).toContain('Rafah first');
  const news = page.getByTestId('news');
  await expect(news).toHaveRole('status');
  await expect(news).toContainText('Split? Yes, two zones with a contested belt');
  await expect(news).toContainText('Force? Planned');
});

test('a date that is only passed by is not asked about', async ({ page }) => {
  await open(page, '?date=2025-10-19&lang=en');
  await settled(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/split?')) asked.push(request.url());
  });
  await page.evaluate(() => {
    for (let i = 0; i < 20; i++) {
      dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', shiftKey: true }));
    }
  });
  await expect(page).toHaveURL(/date=2025-11-08/);
  await settled(page);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain('datetime=2025-11-08');
});

test.describe('with a server that is busy', () => {
  test.use({ complaintsExpected: true });

  test('an answer that fails leaves lines that say so', async ({ page }) => {
    await page.route('**/split?*', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({ title: 'Busy', detail: 'too much to do' }),
      }),
    );
    await open(page, '?date=2025-10-19&lang=en');
    await expect(headline(page)).toContainText('two zones');
    await expect(page.getByTestId('moving')).toHaveText('Unknown');
    await show(page, 'conditions');
    await expect(page.getByTestId('conditions')).toContainText('too much to do');
  });
});

test('conditions, trend, plan, force and measures are shown on request', async ({ page }) => {
  await open(page, '?date=2026-05-02&lang=en');
  await settled(page);
  for (const name of ['conditions', 'trend', 'plan-details', 'force-details', 'measures']) {
    await show(page, name);
  }
  const conditions = page.getByTestId('conditions');
  await expect(
    conditions.getByRole('row', { name: /Contested and unassigned/ }).first(),
  ).toContainText('does not hold');
  await expect(conditions).toContainText('By side');
  await expect(page.getByTestId('trend')).toContainText('Days since the last observation');
  const phases = page.getByTestId('plan-details').locator('tbody tr');
  await expect(phases).toHaveCount(3);
  await expect(phases.nth(1)).toContainText(/announced, stalled.*January.2026/s);
  await expect(page.getByTestId('force-details')).toContainText('Planned sector: Rafah');
  const measures = page.getByTestId('measures');
  await expect(measures.locator('tr', { hasText: 'Splitting index S' })).toContainText(
    'not given: schematic shape',
  );
  await measures.getByText('Splitting index S').click();
  await expect(measures).toContainText('Jaeger 2000, Landscape Ecology 15:115–130');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([]);
});

test('the accounts stand side by side, and what another convention would change', async ({
  page,
}) => {
  await open(page, '?date=2026-05-02&lang=en');
  await page.getByTestId('spread').click();
  const accounts = page.getByTestId('accounts');
  await expect(accounts.getByRole('row', { name: /IDF map/ })).toContainText(/claimed.*53.*47/s);
  await expect(accounts.getByRole('row', { name: /Reuters/ })).toContainText('64');
  await expect(accounts.getByRole('row', { name: /Ceasefire plan/ })).toContainText('plan');
  const sensitivity = page.getByTestId('sensitivity');
  await expect(sensitivity.getByRole('row', { name: /Epsilon.*100/ })).toContainText('Two zones');
});

test('without areas the page says how to import some', async ({ page }) => {
  await open(page, '?date=2026-05-02&lang=en');
  await show(page, 'area-details');
  const areas = page.getByTestId('areas');
  await expect(areas).toContainText('splitline areas import gaza FILE --set NAME');
  await expect(areas.getByTestId('points')).toContainText('Israeli-held');
  await areas.getByRole('button', { name: 'All areas and columns' }).click();
  await expect(page).toHaveURL(/show=table/);
  await expect(page.getByTestId('table')).toContainText('By area and by people');
});

for (const lang of ['he', 'ar']) {
  test(`every part of the answer is accessible from right to left in ${lang}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await open(page, `?date=2026-05-02&lang=${lang}`);
    await settled(page);
    await page.getByTestId('spread').click();
    for (const name of ['conditions', 'plan-details', 'measures', 'area-details']) {
      await show(page, name);
    }
    await expect(page.getByTestId('points')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([]);
    const wide = await page
      .locator('#answer .scroll')
      .evaluate((e) => e.scrollWidth - e.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
}
