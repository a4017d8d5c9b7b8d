import { expect, headline, open, test } from './page';

// Failures are made here on purpose: the browser reports each on its console.
test.use({ complaintsExpected: true });

test('without WebGL the table and the slider still work', async ({ page }) => {
  await page.addInitScript(() => {
    const get = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (
      this: HTMLCanvasElement,
      ...args: unknown[]
    ) {
      return String(args[0]).startsWith('webgl') ? null : Reflect.apply(get, this, args);
    } as typeof get;
  });
  await page.goto('/?date=2025-10-19');
  await expect(page.getByRole('alert')).toContainText('WebGL');
  await page.getByRole('button', { name: 'Open the table' }).click();
  await expect(page.getByTestId('table')).toContainText('Israeli-held');
  await page.keyboard.press('ArrowRight');
  await expect(headline(page)).toContainText('contested belt');
});

test('when the server does not answer the page says so, and tries again when asked', async ({
  page,
}) => {
  await page.route('**/api/v1/enclaves', (route) => route.abort());
  await page.goto('/?date=2025-10-19');
  await expect(page.getByText(/No connection to the server/)).toBeVisible();
  await page.unroute('**/api/v1/enclaves');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(headline(page)).toContainText('two zones');
});

test('a refusal is told in the server’s words', async ({ page }) => {
  await page.route('**/timeline', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: 'Busy', detail: 'the series is being folded' }),
    }),
  );
  await page.goto('/?date=2025-10-19');
  await expect(page.getByText('the series is being folded')).toBeVisible();
});

test('tiles that fail are told, and asked for again', async ({ page }) => {
  await page.route('**/*.mvt*', (route) => route.abort());
  await page.goto('/?date=2025-10-19');
  await expect(page.getByText('Some of the map could not be loaded.')).toBeVisible();
  await page.unroute('**/*.mvt*');
  const again = page.waitForResponse(/\.mvt/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await again;
  await expect(page.getByText('Some of the map could not be loaded.')).toBeHidden();
});

test('what is loaded stays usable when the connection goes', async ({ page, context }) => {
  await open(page, '?date=2025-10-19');
  await expect(page.getByTestId('spread')).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText(/No connection to the server/)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(headline(page)).toContainText('contested belt');
  await context.setOffline(false);
  await expect(page.getByText(/No connection to the server/)).toBeHidden();
});

test('an address of something that is not here offers the default', async ({ page }) => {
  await page.goto('/?enclave=nowhere');
  await expect(page.getByText(/There is no enclave/)).toBeVisible();
  await page.getByRole('button', { name: 'Show the default' }).click();
  await expect(page.getByTestId('headline')).toBeVisible();
});

test('a new revision reaches the page', async ({ page }) => {
  await page.route('**/events', (route) =>
    route.fulfill({
      contentType: 'text/event-stream',
      body: 'event: revision\ndata: {"enclave":"gaza","series":"reported","revision":2}\n\n',
    }),
  );
  await page.goto('/?date=2025-10-19');
  await expect(page.getByText('New data has been published and is shown.')).toBeVisible();
});
