import type { Journey } from '../scenario.ts';

/** What opportunistic scanners ask every address on the internet for. */
const opportunistic = [
  '/wp-login.php',
  '/.env',
  '/.git/config',
  '/xmlrpc.php',
  '/phpmyadmin/index.php',
  '/actuator/health',
  '/server-status',
  '/config.json',
  '/backup.zip',
  '/cgi-bin/luci',
  '/solr/admin/info/system',
  '/owa/',
  '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php',
  '/manager/html',
  '/.aws/credentials',
  '/admin.php',
] as const;

/** What someone asks who has noticed that this is an API. */
const versions = ['v3', 'v4', 'v9', 'internal', 'api', 'api/v1', 'api/v2', 'api/v9'] as const;
const resources = [
  'users',
  'patients',
  'admin',
  'swagger.json',
  'openapi.json',
  'config',
  'keys',
  'token',
] as const;

/** A burst of guesses for software that is not here. */
export const scanOpportunistically: Journey = async (user) => {
  for (const path of user.random.shuffle(opportunistic).slice(0, user.random.between(2, 5))) {
    await user.stray(user.random.chance(0.1) ? 'POST' : 'GET', path);
  }
};

/** Guesses for other versions of the API. */
export const guessVersions: Journey = async (user) => {
  const version = user.random.pick(versions);
  for (const resource of user.random.shuffle(resources).slice(0, user.random.between(2, 4))) {
    await user.stray('GET', `/${version}/${resource}`);
  }
};

/** A search engine's crawler: the robots file, the start page, an icon. */
export const crawl: Journey = async (user) => {
  await user.stray('GET', '/robots.txt');
  await user.stray('GET', user.random.pick(['/', '/sitemap.xml', '/favicon.ico', '/news', '/about-us']));
};
