import type { Random } from '../random.ts';

const KNOWN: readonly string[] =
  `/.env /.git/config /wp-login.php /wp-admin/setup-config.php /xmlrpc.php /phpmyadmin/ /admin /admin/login
  /actuator/health /actuator/env /server-status /api/v1/users /api/v2/users /api/users /api/admin /api/swagger.json /swagger/index.html
  /v2/api-docs /openapi.json /console/ /manager/html /cgi-bin/luci /solr/admin/info/system /boaform/admin/formLogin /owa/auth/logon.aspx
  /_ignition/execute-solution /vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php /.aws/credentials /config.json /backup.zip /db.sql
  /debug/pprof/ /metrics /health /login /users /users/1 /user/1 /api/user/1 /test /old /staging /.well-known/security.txt /telescope/requests
  /HNAP1/ /GponForm/diag_Form /api/../../etc/passwd /%2e%2e/%2e%2e/etc/passwd /favicon.ico`.split(/\s+/);

const GUESSES: readonly string[] =
  `admin backup debug internal config export import users users/1 accounts dump test settings.json keys
  tokens logs audit status health private console upload uploads secret v0 beta .env .git/HEAD swagger.json`.split(
    /\s+/,
  );

/** A path a scanner asks for: a well-known weak spot, or a guess below a part of the API that exists. */
export function scannerPath(random: Random, templates: readonly string[]): string {
  if (random.chance(0.55)) return random.pick(KNOWN);
  const below = random
    .pick(templates)
    .split('/')
    .filter((part) => !part.includes('{'));
  const prefix = below.slice(0, random.int(1, Math.max(1, below.length))).join('/');
  return `${prefix.startsWith('/') ? prefix : `/${prefix}`}/${random.pick(GUESSES)}`.replace(/\/+/g, '/');
}
