import {
  date,
  digits,
  hex,
  oneOf,
  prefixed,
  type Maker,
  sku,
  snowflake,
  ulid,
  username,
  uuid,
} from '../ids.ts';
import { BASE62, DIGITS, HEX, hash, LOWER, type Random, UPPER } from '../random.ts';
import {
  ADJECTIVES,
  CITIES,
  COUNTRIES,
  CURRENCIES,
  FAMILY,
  GIVEN,
  NOUNS,
  TAGS,
  TOPICS,
  VERBS,
} from '../words.ts';
import type { PathParameter } from './description.ts';

const maybe = (r: Random, text: string) => (r.chance(0.5) ? text : '');
const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();

/** Accounts as people and companies call them: hyphens, digits, mixed case. */
export const account: Maker = (r) =>
  r.pick([
    () => username(r, 0).replaceAll('.', '-'),
    () => upperFirst(r.pick(NOUNS)) + upperFirst(r.pick(['labs', 'HQ', 'soft', 'io', 'Cloud', 'Works'])),
    () => `${r.pick(ADJECTIVES)}-${r.pick(NOUNS)}`,
    () => `${r.pick(NOUNS)}${r.int(1, 999)}`,
    () => `${r.pick(NOUNS)}-${r.pick(['org', 'team', 'inc', 'dev', 'oss', 'security'])}`,
    () => upperFirst(plain(r.pick(GIVEN))) + upperFirst(plain(r.pick(FAMILY))),
    () => r.text(LOWER, 2) + r.text(DIGITS, r.int(1, 3)),
  ])();

export const repository: Maker = (r) =>
  r.pick([
    () => r.pick(NOUNS),
    () => `${r.pick(NOUNS)}-${r.pick(['api', 'web', 'cli', 'server', 'docs', 'infra', 'sdk-go', 'ui2'])}`,
    () => `${r.pick(NOUNS)}.${r.pick(['js', 'github.io', 'nvim', 'rs', 'py'])}`,
    () => upperFirst(r.pick(ADJECTIVES)) + upperFirst(r.pick(NOUNS)),
    () => `${r.pick(ADJECTIVES)}_${r.pick(NOUNS)}_${r.int(1, 30)}`,
    () => `${r.pick(VERBS)}-${r.pick(ADJECTIVES)}-${r.pick(NOUNS)}s`,
    () => (r.chance(0.25) ? '.github' : `${r.pick(NOUNS)}${r.int(2, 99)}`),
    () => `${r.pick(NOUNS)}-v${r.int(2, 4)}`,
  ])();

const version: Maker = (r) => `${r.int(0, 9)}.${r.int(0, 24)}.${r.int(0, 40)}`;
const tag: Maker = (r, at) =>
  r.pick([
    () => `v${version(r, at)}`,
    () => version(r, at),
    () => `v${r.int(1, 9)}`,
    () => `release-${r.int(2019, 2026)}.${r.int(1, 12)}`,
    () => `v${version(r, at)}-rc.${r.int(1, 4)}`,
  ])();
export const branch: Maker = (r) =>
  r.pick([
    () => r.pick(['main', 'master', 'develop', 'gh-pages', 'next', 'staging']),
    () => `${r.pick(['feature', 'fix', 'chore', 'docs'])}/${r.pick(VERBS)}-${r.pick(NOUNS)}`,
    () =>
      `${r.pick(['dependabot/npm_and_yarn', 'renovate'])}/${r.pick(NOUNS)}-${r.int(1, 9)}.${r.int(0, 9)}.0`,
    () => `${plain(r.pick(GIVEN))}/${r.pick(NOUNS)}-${r.int(10, 999)}`,
    () => `release/${r.int(1, 9)}.${r.int(0, 20)}`,
    () => `${r.pick(NOUNS)}-patch-${r.int(1, 9)}`,
  ])();
const reference: Maker = (r, at) =>
  r.pick([() => branch(r, at), () => tag(r, at), () => r.text(HEX, 40), () => `heads/${branch(r, at)}`])();
const slug: Maker = (r) =>
  r.pick([
    () => r.pick(NOUNS),
    () => `${r.pick(ADJECTIVES)}-${r.pick(NOUNS)}`,
    () => `${r.pick(VERBS)}-${r.pick(NOUNS)}-${r.int(1, 40)}`,
    () => `${r.pick(NOUNS)}-${r.pick(['team', 'core', 'ops', 'admins', 'app', 'bot'])}`,
  ])();
const file: Maker = (r) =>
  [
    ...Array.from({ length: r.int(0, 3) }, () =>
      r.pick(['src', 'docs', 'lib', 'test', '.github', r.pick(NOUNS)]),
    ),
    r.pick([
      'README.md',
      'package.json',
      'LICENSE',
      `${r.pick(NOUNS)}.ts`,
      `${r.pick(NOUNS)}_test.go`,
      `${upperFirst(r.pick(NOUNS))}.java`,
      `${r.pick(NOUNS)}-${r.int(1, 20)}.yaml`,
    ]),
  ].join('/');
const constant: Maker = (r) =>
  `${r.pick(NOUNS)}_${r.pick(['token', 'key', 'url', 'password', 'env', 'region'])}${maybe(r, `_${r.int(1, 9)}`)}`.toUpperCase();
const packageName: Maker = (r) =>
  r.pick([
    () => r.pick(NOUNS),
    () => `@${r.pick(NOUNS)}/${r.pick(NOUNS)}-${r.pick(['utils', 'core', 'react'])}`,
    () => `com.${r.pick(NOUNS)}.${r.pick(NOUNS)}`,
    () => `${r.pick(NOUNS)}_${r.pick(NOUNS)}`,
    () => `${upperFirst(r.pick(NOUNS))}.${upperFirst(r.pick(NOUNS))}`,
  ])();
const email: Maker = (r) =>
  `${plain(r.pick(GIVEN))}.${plain(r.pick(FAMILY))}${maybe(r, String(r.int(1, 99)))}@${r.pick(NOUNS)}.example`;
const label: Maker = (r) =>
  r.pick([
    'bug',
    'good first issue',
    'help wanted',
    'area/api',
    'p1',
    'type: docs',
    'wontfix',
    r.pick(TOPICS),
  ]);
const environment: Maker = (r) =>
  r.pick([
    'production',
    'staging',
    'preview',
    'github-pages',
    `pr-${r.int(1, 400)}`,
    `${r.pick(NOUNS)}-eu/prod`,
  ]);
const locale: Maker = (r) =>
  r.pick(['en', 'de', 'fr-FR', 'pt-BR', 'en-GB', 'ja', 'zh-Hans', 'es-419', 'sv-SE', 'tr']);
const small: Maker = (r) => String(1 + r.skewed(4000, 1.5));
const nodeId: Maker = (r) => `${r.pick(['MDQ6', 'R_kgDO', 'I_kwDO'])}${r.text(BASE62, 14)}`;
const host: Maker = (r) => `${r.pick(NOUNS)}.${r.pick(['example', 'corp.example', 'shop.example'])}`;
const tongue = oneOf(['javascript', 'python', 'go', 'java', 'cpp', 'csharp', 'ruby', 'swift', 'actions']);
const moment: Maker = (r, at) => `${date(r, at)}T${r.int(10, 23)}:${r.int(10, 59)}:${r.int(10, 59)}Z`;

/** Names whose values have a form of their own, most telling first. */
const BY_NAME: readonly (readonly [name: RegExp, make: Maker])[] = [
  [
    /^(ghsa)/,
    (r) =>
      `GHSA-${r.text(LOWER, 4)}-${r.text('23456789cfghjmpqrvwx', 4)}-${r.text('23456789cfghjmpqrvwx', 4)}`,
  ],
  [/^cve/, (r) => `CVE-20${r.int(15, 26)}-${r.int(1000, 49_999)}`],
  [/digest/, (r) => `sha256:${r.text(HEX, 64)}`],
  [/(^|_)sha\d*$|commit|^code$/, hex(40)],
  [/gist/, (r) => r.text(HEX, r.chance(0.7) ? 32 : 20)],
  [/codespace/, (r) => `${r.pick(ADJECTIVES)}-${r.pick(NOUNS)}-${r.text(HEX, 12)}`],
  [/uuid|guid|sarif|^task_id|budget/, uuid],
  [/client_id/, (r) => `Iv1.${r.text(HEX, 16)}`],
  [/^network_/, (r) => r.text(DIGITS + 'ABCDEF', 16)],
  [/(^|_)pk$/, (r) => String(r.int(100, 99_999))],
  [/api_key$|environment_key$/, (r) => r.text(BASE62, 22)],
  [/^(basehead|spec)$/, (r, at) => `${branch(r, at)}...${branch(r, at)}`],
  [/branch|^base$|^head$/, branch],
  [/^ref$|^git_?ref/, reference],
  [/^tag(_name)?$/, tag],
  [
    /^workflow_id$/,
    (r) =>
      r.chance(0.6)
        ? `${r.pick(['ci', 'release', 'codeql', 'deploy', r.pick(NOUNS)])}.yml`
        : r.text('123456789', 8),
  ],
  [/^(path|dir|file_?path)$/, file],
  [
    /file_?name$|^file$|^filename$/,
    (r) => `${r.pick(NOUNS)}-${r.int(1, 99)}.${r.pick(['pdf', 'png', 'csv', 'tar.gz'])}`,
  ],
  [/secret_name|variable/, constant],
  [/package_name|^package$|module/, packageName],
  [/e?_?mail/, email],
  [/environment/, environment],
  [/^repo$|repo_?name|_repo$|^repository$|^project_?name$/, repository],
  [
    /^(owner|org|organi[sz]ation|enterprise|username|user_?name|login|assignee|account|user|.*_owner|target_user|workspace|namespace|tenant)$/,
    account,
  ],
  [/^actor_identifier$/, account],
  [/^export_id$/, (r) => (r.chance(0.3) ? 'latest' : r.text(LOWER + DIGITS, 9))],
  [/^archive_format$/, () => 'zip'],
  [/^language$/, tongue],
  [
    /^license/,
    oneOf(['mit', 'apache-2.0', 'gpl-3.0', 'bsd-3-clause', 'mpl-2.0', 'unlicense', 'isc', 'epl-2.0']),
  ],
  [/^(locale|lang)$/, locale],
  [/country/, oneOf(COUNTRIES)],
  [/currency/, oneOf(CURRENCIES)],
  [/^city$/, (r) => plain(r.pick(CITIES))],
  [/^(date|day|.*_date|since|until)$/, date],
  [/domain|^host(name)?$/, host],
  [/^ip$|ip_?address/, (r) => `${r.int(11, 210)}.${r.int(0, 255)}.${r.int(0, 255)}.${r.int(1, 254)}`],
  [/phone|msisdn/, (r) => `+49171${r.text(DIGITS, 7)}`],
  [/^sku$/, sku],
  [/^isbn/, (r) => `978${r.text(DIGITS, 10)}`],
  [/version$/, version],
  [/^topic|category/, oneOf(TOPICS)],
  [/property_name/, (r) => `${r.pick(NOUNS)}_${r.pick(['tier', 'level', 'owner', 'class'])}`],
  [/cluster/, (r) => `${r.pick(['eks', 'aks', 'prod', 'k8s'])}-${r.pick(NOUNS)}-${r.int(1, 9)}`],
  [/group_name/, (r) => `${r.pick(['ci', 'deploy', 'pages'])}-refs/heads/${r.pick(NOUNS)}`],
  [/node_id/, nodeId],
  [/slug$|enterprise-team/, slug],
];

/** What a bare `name` or `key` is depends on what it names. */
const AFTER: readonly (readonly [literal: RegExp, make: Maker])[] = [
  [/variable|secret|param|config|setting/i, constant],
  [/label/i, label],
  [
    /template/i,
    oneOf([
      'Python',
      'Node',
      'Go',
      'C++',
      'VisualStudio',
      'Rust',
      'Java',
      'Objective-C',
      'Actionscript',
      'Unity',
    ]),
  ],
  [/conduct/i, oneOf(['contributor_covenant', 'citizen_code_of_conduct', 'django', 'no_code_of_conduct'])],
  [/tag/i, oneOf(TAGS)],
  [/user|member|follow|actor/i, account],
  [/package|image|module/i, packageName],
];

/** Forms of ids of services that say nothing more than `string`; one service keeps to one form for one name. */
function opaque(name: string): Maker {
  const stem = name.replace(/[-_]?(id|uid|key|code|token)$/i, '').toLowerCase();
  const forms: readonly Maker[] = [
    uuid,
    prefixed(`${(stem || name).slice(0, 3)}_`, 14),
    hex(24),
    ulid,
    snowflake,
    digits(9),
    prefixed('', 11, `${BASE62}-_`),
    prefixed((stem || name).charAt(0).toUpperCase(), 9, UPPER + DIGITS),
    (r) => Buffer.from(`${stem || name}:${r.int(1000, 99_999)}`).toString('base64url'),
    prefixed('', 22),
  ];
  return forms[hash(name) % forms.length] ?? uuid;
}

/** Keeps the form of a description's example: digits stay digits, letters hex stays hex. */
const like =
  (example: string): Maker =>
  (r) => {
    if (/^(?=.*\d)[0-9a-f]{12,}$/.test(example)) return r.text(HEX, example.length);
    return Array.from(example, (one) => (/\d/.test(one) ? r.text(DIGITS, 1) : one)).join('');
  };

const integer = (name: string): Maker => {
  if (/number|page|index|attempt|position|round|season|year/.test(name))
    return /year/.test(name)
      ? (r) => String(r.int(1990, 2026))
      : /attempt/.test(name)
        ? (r) => String(r.int(1, 9))
        : small;
  const length = 5 + (hash(name) % 6);
  return (r) => String(Math.floor(Number(r.text('123456789', 1) + r.text(DIGITS, length - 1))));
};

/** How a value of a path parameter is made, from its schema, its name and what stands before it. */
export function makerOf(parameter: PathParameter): Maker {
  const { schema, after } = parameter;
  const name = parameter.name
    .replace(/[*+]/g, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
  if (schema.enum !== undefined && schema.enum.length > 0) return oneOf(schema.enum.map(String));
  if (schema.format === 'uuid') return uuid;
  if (schema.format === 'date') return date;
  if (schema.format === 'date-time') return moment;
  if (schema.format === 'email') return email;
  if (schema.type === 'integer' || schema.type === 'number') return integer(name);
  if (schema.type === 'boolean') return oneOf(['true', 'false']);
  const named = BY_NAME.find(([known]) => known.test(name))?.[1];
  if (named !== undefined) return named;
  const placed = /^(name|key|title)$/.test(name)
    ? AFTER.find(([literal]) => literal.test(after))?.[1]
    : undefined;
  if (placed !== undefined) return placed;
  if (/^(user|actor)_id$/.test(name)) return digits(8);
  const example = typeof schema.example === 'string' ? schema.example : undefined;
  if (example !== undefined && /\d.*\d/.test(example) && example.length <= 80) return like(example);
  if (/id$|uid$|key$|token$|code$/.test(name) || singular(after) === name) return opaque(name);
  if (/name|title|handle/.test(name)) return slug;
  return hash(name) % 3 === 0 ? slug : opaque(name);
}

const singular = (text: string) =>
  text.toLowerCase().replaceAll('-', '_').replace(/ies$/, 'y').replace(/s$/, '');
