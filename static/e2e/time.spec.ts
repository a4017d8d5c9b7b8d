import {
  complete,
  date,
  drawn,
  expect,
  headline,
  open,
  pixelsOf,
  redrawn,
  slider,
  test,
} from './page';

test('the keyboard steps by change, day and month, and to the ends', async ({ page }) => {
  await open(page, '?date=2025-10-19');
  await page.keyboard.press('ArrowRight');
  await expect(date(page)).toHaveText(/29.April.2026/);
  await expect(headline(page)).toContainText('contested belt');
  await page.keyboard.press('ArrowLeft');
  await expect(date(page)).toHaveText(/10.October.2025/);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(date(page)).toHaveText(/11.October.2025/);
  await page.keyboard.press('PageDown');
  await expect(date(page)).toHaveText(/11.November.2025/);
  await page.keyboard.press('Home');
  await expect(date(page)).toHaveText(/10.October.2025/);
  await page.keyboard.press('End');
  await expect(page).not.toHaveURL(/date=/);
});

test('changing the date asks the network for no tile and no timeline', async ({ page }) => {
  await open(page, '?date=2025-10-19');
  // The spread reads every series: once they are here, all is.
  await expect(page.getByTestId('spread')).toBeVisible();
  await complete(page);
  const asked: string[] = [];
  // What stands behind the answer is asked for once the date has settled; the map and the chart ask for nothing.
  page.on('request', (request) => {
    if (!/\/(split|spread)\?/.test(request.url())) asked.push(request.url());
  });
  await redrawn(page, () => page.keyboard.press('ArrowRight'));
  await redrawn(page, () => page.keyboard.press('ArrowLeft'));
  await page.keyboard.press('Shift+ArrowRight');
  await expect(date(page)).toHaveText(/11.October.2025/);
  expect(asked).toEqual([]);
});

test('the zones on the map change with the date', async ({ page }) => {
  await open(page, '?date=2025-10-19');
  const clip = { x: 620, y: 60, width: 560, height: 620 };
  const contested = () => pixelsOf(page, clip, [239, 197, 104]);
  expect(await contested()).toBe(0);
  await redrawn(page, () => page.keyboard.press('ArrowRight'));
  expect(await contested()).toBeGreaterThan(500);
  await redrawn(page, () => page.keyboard.press('ArrowLeft'));
  expect(await contested()).toBe(0);
});

test('the slider is a slider: it says its value and can be dragged', async ({ page }) => {
  await open(page, '?date=2025-10-19');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /19.October.2025, two zones/);
  const box = await page.locator('.chart').boundingBox();
  if (!box) throw new Error('the chart has no box');
  await page.mouse.move(box.x + box.width * 0.3, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.8, box.y + 60, { steps: 20 });
  await page.mouse.up();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /2026, two zones/);
  await expect(slider(page)).toBeFocused();
  await expect(page).toHaveURL(/date=2026-/);
});

test('a drag is one step of the history, and Back works', async ({ page }) => {
  await open(page, '?date=2025-10-19');
  const box = await page.locator('.chart').boundingBox();
  if (!box) throw new Error('the chart has no box');
  await page.mouse.move(box.x + box.width * 0.3, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + 60, { steps: 10 });
  await page.mouse.up();
  await expect(page).toHaveURL(/date=2026-/);
  await page.goBack();
  await expect(date(page)).toHaveText(/19.October.2025/);
});

test('the date field goes to any day', async ({ page }) => {
  await open(page, '?date=2025-10-19');
  await page.getByLabel('Go to a date').fill('2025-12-12');
  await expect(date(page)).toHaveText(/12.December.2025/);
  await expect(page.getByTestId('as-of')).toContainText(
    /As of .12.December.2025., last update .10.October.2025/,
  );
});

test('space plays and pauses', async ({ page }) => {
  await open(page, '?date=2025-10-19');
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(date(page)).not.toHaveText(/19.October.2025/);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('a milestone takes the reader to its date', async ({ page }) => {
  await open(page, '?date=2025-10-19');
  await page.getByRole('button', { name: /Officials fear a split/ }).click();
  await expect(date(page)).toHaveText(/11.November.2025/);
});

test('another series has its own dates, and is in the address', async ({ page }) => {
  await open(page, '?date=2025-10-19');
  await page.getByLabel('Series').selectOption('plan');
  await expect(page).toHaveURL(/series=plan/);
  await drawn(page);
  await expect(page.getByTestId('shares')).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(/series=plan/);
  await expect(headline(page)).toContainText('two zones since');
});

test('the time axis zooms to the dates of change, by menu and by key, and the address keeps it', async ({
  page,
}) => {
  await open(page, '?date=2025-10-19');
  const axis = page.locator('.dock').getByLabel('Time axis');
  const x = async () => (await slider(page).boundingBox())?.x ?? 0;
  const far = await x();
  await axis.selectOption('dates of change');
  await expect(page).toHaveURL(/time=changes/);
  expect(await x()).toBeLessThan(far);
  await page.reload();
  await drawn(page);
  await expect(axis).toHaveValue('changes');
  await slider(page).focus();
  await page.keyboard.press('z');
  await expect(axis).toHaveValue('all');
  await expect(page).not.toHaveURL(/time=/);
});

test('a date beyond the axis stands at its end', async ({ page }) => {
  await open(page, '?time=changes');
  await expect(page.locator('.handle')).toHaveClass(/after/);
  await page.keyboard.press('Home');
  await expect(page.locator('.handle')).not.toHaveClass(/after/);
});
