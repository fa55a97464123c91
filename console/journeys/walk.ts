/** Steps of a walk through the console, for journeys that check and for pictures. A step leaves the page where its name says. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** The two lights. */
export type Theme = 'light' | 'dark';

/** A window and its light. */
export interface View {
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
}

/** What a browser complained about; a walk should leave it empty. */
export interface Complaints {
  readonly all: string[];
}

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const stepTimeoutMs = 8_000;

/** Chromium without a window and without calls home. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** A fresh browser profile with one page. Complaints are errors of scripts, of the console and of the content security policy. */
export async function openPage(
  browser: Browser,
  { width, height, theme }: View,
): Promise<{ readonly context: BrowserContext; readonly page: Page; readonly complaints: Complaints }> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    hasTouch: width < 760,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(stepTimeoutMs);
  const complaints: Complaints = { all: [] };
  page.on('pageerror', (error) => complaints.all.push(`page: ${error.message}`));
  page.on('console', (message) => {
    // A signed-out console asks for its session and is told 401; the browser reports that as an error of its own.
    const expected = message.location().url.includes('/api/v1/session') && message.text().includes('401');
    if (message.type() === 'error' && !expected)
      complaints.all.push(`console: ${message.text()} ${message.location().url}`);
  });
  return { context, page, complaints };
}

/** Signs in with a token and waits for the frame. */
export async function signIn(page: Page, url: string, token: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Access token').fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
}

/** Waits until the page's data is drawn: no skeleton left. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('.skeleton') === null && document.querySelector('main') !== null,
  );
  await page.evaluate(() => document.fonts.ready);
}

/** Goes to an address by the page's own means, without loading it anew. */
export async function goTo(page: Page, path: string): Promise<void> {
  // The router follows the history.
  await page.evaluate((to) => history.pushState({}, '', to), path);
  await page.waitForURL((url) => url.pathname + url.search === path || url.pathname === path);
  await settled(page);
}

/** The map with nothing chosen. */
export async function showMap(page: Page): Promise<void> {
  await goTo(page, '/map');
  await page.getByRole('heading', { name: 'What the light shows now' }).waitFor();
}

/** The map with its busiest operation in the light. */
export async function chooseOnMap(page: Page): Promise<void> {
  await showMap(page);
  const wide = (page.viewportSize()?.width ?? 0) >= 760;
  const plates = wide
    ? page.locator('[data-column="1"] .map-plate:not(.map-plate-fold)')
    : page.locator('.phone-operation');
  await plates.first().click();
  await page.getByRole('heading', { name: 'Who calls' }).waitFor();
}

/** The inventory. */
export async function showInventory(page: Page, query = ''): Promise<void> {
  await goTo(page, `/inventory${query}`);
}

/** An operation's page, by way of the inventory's first row. */
export async function openOperation(page: Page): Promise<void> {
  await showInventory(page, '?sort=sensitivity');
  await page
    .getByRole('grid', { name: 'Operations' })
    .getByRole('row')
    .nth((page.viewportSize()?.width ?? 0) < 760 ? 0 : 1)
    .click();
  await page.getByRole('heading', { name: 'What we hold, and from where' }).waitFor();
  await page.locator('.chart canvas').first().waitFor();
  await page.locator('.exchange-row').first().waitFor();
}

/** What stands beside the operations of the inventory. */
export async function showBeside(
  page: Page,
  tab: 'components' | 'third-parties' | 'drift' | 'read',
): Promise<void> {
  await goTo(page, `/inventory/${tab}`);
  await (tab === 'read'
    ? page.getByRole('heading', { name: 'What could not be told' })
    : page.getByRole('grid')
  ).waitFor();
}

/** An exchange in the side panel, from the page one is on. */
export async function openExchange(page: Page): Promise<void> {
  await page.locator('.exchange-open').first().click();
  await page
    .getByRole('complementary', { name: 'Exchange' })
    .getByRole('heading', { name: 'Request' })
    .waitFor();
}

/** The list of actors. */
export async function showActors(page: Page): Promise<void> {
  await goTo(page, '/actors');
}

/** An actor's page, by way of the list's first row. */
export async function openActor(page: Page): Promise<void> {
  await showActors(page);
  await page.locator('.row-link').first().click();
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  await page.locator('.timeline').waitFor();
  await page.locator('.exchange-row').first().waitFor();
}

/** Live traffic, with rows. */
export async function showLive(page: Page): Promise<void> {
  await goTo(page, '/live');
  await page.locator('.exchange-row').first().waitFor();
}

/** A tab of the settings. */
export async function showSettings(
  page: Page,
  tab: 'tokens' | 'journal' | 'jobs' | 'gateway',
): Promise<void> {
  await goTo(page, `/settings/${tab}`);
}

/** Saves what is on screen, or the whole page. */
export async function picture(page: Page, file: string, whole = false): Promise<void> {
  await settled(page);
  await page.screenshot({ path: file, fullPage: whole });
}
