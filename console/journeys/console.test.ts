import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { ensureBuilt, type Hub, startHub } from './hub.ts';
import { faintTexts, focusOrder, focusShows, sidewaysOverflow } from './look.ts';
import * as walk from './walk.ts';

const contrastLeast = 4.5;
const wide = { width: 1440, height: 900 } as const;
const phone = { width: 390, height: 844 } as const;

let browser: Browser;
let hub: Hub;

before(async () => {
  await ensureBuilt();
  [browser, hub] = await Promise.all([
    walk.launchBrowser(),
    startHub(['--operations', '47', '--rate', '20']),
  ]);
});
after(async () => {
  await browser?.close();
  await hub?.[Symbol.asyncDispose]();
});

/** Opens a signed-in page, runs the steps, and holds them to no complaint of the browser. */
async function inConsole(
  view: walk.View,
  steps: (page: Page) => Promise<void>,
  of: Hub = hub,
  strict = true,
): Promise<void> {
  const { context, page, complaints } = await walk.openPage(browser, view);
  try {
    await walk.signIn(page, of.url, of.token);
    await steps(page);
    if (strict) assert.deepEqual(complaints.all, []);
  } finally {
    await context.close();
  }
}

async function looksRight(page: Page, where: string): Promise<void> {
  await walk.settled(page);
  assert.deepEqual(await faintTexts(page, contrastLeast), [], `contrast on ${where}`);
  assert.equal(await sidewaysOverflow(page), 0, `sideways overflow on ${where}`);
}

/** Map, inventory, operation, exchange. */
async function walkMain(page: Page): Promise<void> {
  await walk.showMap(page);
  await looksRight(page, 'map');
  await walk.chooseOnMap(page);
  assert.match(page.url(), /operation=/);
  await looksRight(page, 'map, chosen');
  await walk.showInventory(page);
  await looksRight(page, 'inventory');
  await walk.openOperation(page);
  await looksRight(page, 'operation');
  await walk.openExchange(page);
  await looksRight(page, 'exchange');
  await page.keyboard.press('Escape');
  await page.getByRole('complementary', { name: 'Exchange' }).waitFor({ state: 'detached' });
}

describe('the console', { concurrency: 3 }, () => {
  test('turns away a wrong token and says where to find the right one', async () => {
    const { context, page } = await walk.openPage(browser, { ...wide, theme: 'dark' });
    try {
      await page.goto(hub.url);
      await page.getByLabel('Access token').fill('hst_wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').filter({ hasText: 'not known here' }).waitFor();
      await page.getByText('./bin/heliostat admin token').waitFor();
      await looksRight(page, 'sign-in');
    } finally {
      await context.close();
    }
  });

  for (const view of [
    { ...wide, theme: 'dark' },
    { ...phone, theme: 'light' },
  ] as const) {
    test(`is walked whole at ${view.width} px in the ${view.theme} theme`, async () => {
      await inConsole(view, async (page) => {
        await walkMain(page);
        await walk.openActor(page);
        await looksRight(page, 'actor');
        await walk.showActors(page);
        await looksRight(page, 'actors');
        await walk.showLive(page);
        await looksRight(page, 'live');
        for (const tab of ['tokens', 'journal', 'jobs', 'gateway'] as const) {
          await walk.showSettings(page, tab);
          await looksRight(page, tab);
        }
      });
    });
  }

  for (const view of [
    { ...wide, theme: 'light' },
    { ...phone, theme: 'dark' },
  ] as const) {
    test(`is walked at ${view.width} px in the ${view.theme} theme`, async () => {
      await inConsole(view, walkMain);
    });
  }
});

describe('the map', { concurrency: 3 }, () => {
  test('narrows by keyboard, keeps the choice in the address, and lets go with Escape', async () => {
    await inConsole({ ...wide, theme: 'dark' }, async (page) => {
      await walk.showMap(page);
      await page.locator('[data-column="0"] [role=option]').first().focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowRight');
      assert.equal(
        await page.evaluate(() =>
          document.activeElement?.closest('[data-column]')?.getAttribute('aria-label'),
        ),
        'Operations',
      );
      assert.ok(await focusShows(page));
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'What they call' }).waitFor();
      assert.match(page.url(), /actors=/);
      assert.ok((await page.locator('.ribbon-lit').count()) > 0);
      assert.ok((await page.locator('.ribbon-shade').count()) > 0);
      const chosen = page.url();
      await page.reload();
      await page.getByRole('heading', { name: 'What they call' }).waitFor();
      assert.equal(page.url(), chosen);
      await page.keyboard.press('Escape');
      await page.getByRole('heading', { name: 'What the light shows now' }).waitFor();
      assert.doesNotMatch(page.url(), /actors=/);
    });
  });

  test('draws at most 18 plates, folds the rest, and stops what was blocked at a shutter', async () => {
    await inConsole({ ...wide, theme: 'dark' }, async (page) => {
      await walk.showMap(page);
      const plates = await page.locator('[data-column="1"] [role=option]').count();
      assert.ok(plates > 10 && plates <= 18, `${plates} plates`);
      const folds = page.locator('.map-plate-fold');
      assert.ok((await folds.count()) > 0);
      assert.ok((await page.locator('.shutter').count()) > 0);
      await page.getByRole('button', { name: 'Blocked' }).click();
      await page.waitForFunction(
        () => document.querySelector('.ribbons, .map-ribbons .ribbon-blocked') !== null,
      );
      await page.waitForURL(/verdict=blocked/);
      await page.locator('.ribbon-blocked .ribbon-band').first().waitFor({ state: 'attached' });
      await folds.first().click();
      await page.waitForURL(/open=/);
    });
  });
});

describe('the inventory', { concurrency: 3 }, () => {
  test('searches, filters, sorts and opens by keyboard', async () => {
    await inConsole({ ...wide, theme: 'light' }, async (page) => {
      await walk.showMap(page);
      await page.keyboard.press('/');
      const field = page.getByPlaceholder('Method, path, host, data');
      await field.waitFor();
      await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
      await page.keyboard.type('patients');
      await page.waitForURL(/q=patients/);
      await page.getByText(/\d+ of 47, by requests/).waitFor();
      const paths = await page.locator('.inventory-rows .cell-path').allInnerTexts();
      assert.ok(paths.length > 1 && paths.every((path) => path.includes('patients')), paths.join());

      await page.getByRole('button', { name: 'Method: any' }).click();
      await page.getByRole('option', { name: 'GET' }).click();
      await page.waitForURL(/method=GET/);
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.inventory-rows .method')].every((one) => one.textContent === 'GET'),
      );

      await page.getByRole('button', { name: 'p95', exact: true }).click();
      await page.waitForURL(/sort=p95/);
      await page
        .getByRole('columnheader', { name: 'p95' })
        .and(page.locator('[aria-sort=descending]'))
        .waitFor();

      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('k');
      await page.getByText(/row 1 of/).waitFor();
      await page.keyboard.press('c');
      await page.getByText(/Copied GET|does not allow/).waitFor();
      await page.keyboard.press('?');
      await page.getByRole('region', { name: 'Keys' }).waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('e');
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'CSV' }).click();
      assert.equal((await download).suggestedFilename(), 'operations.csv');
      await page.getByRole('button', { name: 'CSV' }).waitFor({ state: 'detached' });
      await page.evaluate(() =>
        document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined,
      );
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'What we hold, and from where' }).waitFor();
    });
  });

  test('keeps only the window of 5,000 operations in the document', async () => {
    await using many = await startHub(['--operations', '5000', '--rate', '1']);
    await inConsole(
      { ...wide, theme: 'dark' },
      async (page) => {
        await walk.showInventory(page);
        await page.getByText('5,000, by requests').waitFor();
        const rows = page.locator('.inventory-rows .inventory-row');
        assert.ok((await rows.count()) < 60, `${await rows.count()} rows`);
        await page.keyboard.press('End');
        await page.getByText('row 5,000 of 5,000').waitFor();
        await page.locator('#operation-4999').waitFor();
        assert.ok((await rows.count()) < 60);
        await walk.showMap(page);
        assert.ok((await page.locator('[data-column="1"] [role=option]').count()) <= 18);
      },
      many,
    );
  });

  test('is reached in a sensible order by Tab, with a ring', async () => {
    await inConsole({ ...wide, theme: 'dark' }, async (page) => {
      await walk.showInventory(page);
      const names = await focusOrder(page, 9);
      assert.deepEqual(names.slice(0, 7), [
        'Skip to the page',
        'Heliostat',
        'Map',
        'Inventory',
        'Live',
        'Actors',
        'Settings',
      ]);
      assert.ok(await focusShows(page));
    });
  });
});

describe('live traffic', { concurrency: 3 }, () => {
  test('arrives, pauses, filters, and opens an exchange', async () => {
    await inConsole({ ...wide, theme: 'dark' }, async (page) => {
      await walk.showLive(page);
      const first = await page.locator('.exchange-open').first().getAttribute('aria-label');
      await page.waitForFunction(
        (label) => document.querySelector('.exchange-open')?.getAttribute('aria-label') !== label,
        first,
      );
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByRole('button', { name: /Go on, \d+ wait/ }).waitFor();
      await page.getByRole('button', { name: /Go on/ }).click();
      await page.getByPlaceholder('Path, actor, host, status').fill('appointments');
      await page.waitForURL(/q=appointments/);
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.exchange-what')].every((one) =>
          one.textContent?.includes('appointments'),
        ),
      );
      await walk.openExchange(page);
      assert.match(page.url(), /exchange=/);
      await page.getByRole('button', { name: 'Close the exchange' }).click();
      await page.waitForURL((url) => !url.search.includes('exchange='));
    });
  });
});

describe('states', { concurrency: 3 }, () => {
  test('say what to do while nothing was seen', async () => {
    await using empty = await startHub(['--empty']);
    for (const view of [wide, phone]) {
      await inConsole(
        { ...view, theme: 'light' },
        async (page) => {
          for (const path of ['/map', '/inventory', '/live']) {
            await walk.goTo(page, path);
            await page.getByText('./bin/heliostat up --upstream http://localhost:3000').waitFor();
            await looksRight(page, `empty ${path}`);
          }
        },
        empty,
      );
    }
  });

  test('name the code of an error and lead out of it', async () => {
    await inConsole(
      { ...wide, theme: 'dark' },
      async (page) => {
        const problem = {
          type: 'urn:heliostat:error:internal-error',
          title: 'Something failed inside.',
          status: 500,
          code: 'internal-error',
          mend: 'Look at the log under the request id.',
          requestId: 'r-1',
        };
        await page.route('**/api/v1/operations?**', (route) =>
          route.fulfill({
            status: 500,
            contentType: 'application/problem+json',
            body: JSON.stringify(problem),
          }),
        );
        await walk.goTo(page, '/inventory');
        const alert = page.getByRole('alert');
        await alert.getByText('internal-error').waitFor();
        await alert.getByText(/GET \/api\/v1\/operations/).waitFor();
        await looksRight(page, 'error');
        await page.unroute('**/api/v1/operations?**');
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByRole('grid', { name: 'Operations' }).waitFor();

        await walk.goTo(page, '/inventory/none-such');
        await page.getByText('There is no such operation').waitFor();
        await walk.goTo(page, '/nowhere');
        await page.getByText('There is no such page').waitFor();
        await walk.showInventory(page, '?q=zzzz');
        await page.getByText('No operation fits “zzzz”').waitFor();
        await page.getByRole('button', { name: 'Remove the search' }).click();
        await page.getByRole('grid', { name: 'Operations' }).waitFor();
      },
      hub,
      false,
    );
  });

  test('tell a lost connection and an ended session', async () => {
    await inConsole(
      { ...wide, theme: 'light' },
      async (page) => {
        await walk.showInventory(page);
        await page.context().setOffline(true);
        await page.getByText(/No connection to the hub/).waitFor({ timeout: 15_000 });
        await looksRight(page, 'no connection');
        await page.getByRole('button', { name: 'Try again' }).waitFor();
        await page.context().setOffline(false);
        await page.getByText(/No connection to the hub/).waitFor({ state: 'detached', timeout: 15_000 });
        await page.context().clearCookies();
        await page.getByText('Your session has ended').waitFor({ timeout: 15_000 });
        await page.getByLabel('Access token').fill(hub.token);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('grid', { name: 'Operations' }).waitFor();
      },
      hub,
      false,
    );
  });
});

describe('acts', { concurrency: 3 }, () => {
  test('make a token that is shown once, revoke it, and stand in the journal', async () => {
    await inConsole({ ...wide, theme: 'dark' }, async (page) => {
      await walk.showSettings(page, 'tokens');
      await page.getByPlaceholder('Name of a new token').fill('reader');
      await page.getByRole('button', { name: 'Make the token' }).click();
      await page.getByText(/^hst_/).waitFor();
      await page.getByRole('button', { name: 'Revoke reader' }).click();
      await page.getByRole('button', { name: 'Revoke now' }).click();
      await page
        .getByRole('row', { name: /reader/ })
        .getByText('revoked')
        .waitFor();
      await walk.showSettings(page, 'journal');
      await page.getByText('token.create').first().waitFor();
    });
  });

  test('unfold a template after a second word', async () => {
    await inConsole({ ...wide, theme: 'light' }, async (page) => {
      await walk.openOperation(page);
      await page.getByRole('button', { name: 'Unfold', exact: true }).click();
      await page.getByRole('button', { name: 'Keep it folded' }).click();
      await page.getByRole('button', { name: 'Unfold', exact: true }).click();
      await page.getByRole('button', { name: 'Unfold now' }).click();
      await page.waitForURL(/\/inventory\?q=/);
    });
  });
});
