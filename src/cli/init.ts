/** `heliostat init`: three questions, one commented configuration. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cancel, intro, isCancel, outro, text } from '@clack/prompts';
import { Command } from 'commander';
import { parse } from 'yaml';
import { parseConfig } from '../config/load.ts';
import { HeliostatError } from '../model/errors.ts';
import { exitCodes } from './terminal/report.ts';

interface InitOptions {
  readonly upstream?: string;
  readonly name?: string;
  readonly port?: string;
  readonly output: string;
  readonly force?: true;
}

interface Answers {
  readonly upstream: string;
  readonly name: string;
  readonly port: number;
}

/** The command. */
export const initCommand = (): Command =>
  new Command('init')
    .description('Ask three questions and write a commented configuration.')
    .option('-u, --upstream <url>', 'answers the first question: where the API listens')
    .option('-n, --name <name>', 'answers the second: what to call it')
    .option('-p, --port <number>', 'answers the third: where Heliostat listens')
    .option('-o, --output <file>', 'file to write', 'heliostat.config.yaml')
    .option('-f, --force', 'write over a file that is there')
    .action(async (options: InitOptions) => {
      if (existsSync(options.output) && options.force !== true) {
        throw new HeliostatError('usage-invalid', {
          detail: `${options.output} is there already; --force writes over it`,
        });
      }
      const answers = await ask(options);
      if (answers === null) {
        process.exitCode = exitCodes.usage;
        return;
      }
      const document = commented(answers);
      parseConfig(parse(document));
      await writeFile(options.output, document, { mode: 0o644 });
      outro(`Wrote ${options.output}. Next: heliostat up`);
    });

const checkUrl = (value: string | undefined): string | undefined =>
  value !== undefined && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
    ? undefined
    : 'A URL such as http://localhost:3000';
const checkName = (value: string | undefined): string | undefined =>
  /^[a-z0-9][a-z0-9-]{0,62}$/.test(value ?? '') ? undefined : 'Lower case letters, digits and hyphens';
const checkPort = (value: string | undefined): string | undefined =>
  /^\d{1,5}$/.test(value ?? '') && Number(value) > 0 && Number(value) <= 65_535
    ? undefined
    : 'A number from 1 to 65535';

const ask = async (options: InitOptions): Promise<Answers | null> => {
  const given = (
    value: string | undefined,
    name: string,
    check: (value: string | undefined) => string | undefined,
  ): string | null => {
    if (value === undefined) return null;
    const wrong = check(value);
    if (wrong !== undefined)
      throw new HeliostatError('usage-invalid', { detail: `--${name}: expected: ${wrong.toLowerCase()}` });
    return value;
  };
  const question = async (
    message: string,
    initialValue: string,
    check: (value: string | undefined) => string | undefined,
  ): Promise<string | null> => {
    if (!process.stdin.isTTY) {
      throw new HeliostatError('usage-invalid', {
        detail: 'there is no terminal to ask on: give --upstream, --name and --port',
      });
    }
    const answer = await text({ message, initialValue, validate: check });
    if (!isCancel(answer)) return answer;
    cancel('Nothing was written.');
    return null;
  };

  const [url, name, port] = [
    given(options.upstream, 'upstream', checkUrl),
    given(options.name, 'name', checkName),
    given(options.port, 'port', checkPort),
  ];
  if (url === null || name === null || port === null) intro('Heliostat: three questions');
  const upstream = url ?? (await question('Where does your API listen?', 'http://localhost:3000', checkUrl));
  if (upstream === null) return null;
  const called = name ?? (await question('What is it called?', 'api', checkName));
  if (called === null) return null;
  const listens = port ?? (await question('On which port shall Heliostat listen?', '4800', checkPort));
  return listens === null ? null : { upstream, name: called, port: Number(listens) };
};

/** The file, with what else can be said in it as comments. */
export const commented = ({
  upstream,
  name,
  port,
}: Answers): string => `# Heliostat configuration. All keys, with their defaults: docs/reference/config.md
# Check it with: heliostat config check

version: 1

# Stores, spool and the installation key live here. One instance a folder.
data: ./heliostat-data

# The console and the control API. Keep it on loopback unless TLS stands in front.
hub:
  host: 127.0.0.1
  port: 4801

# Where clients connect.
listeners:
  - name: default
    host: 127.0.0.1
    port: ${port}
    # tls:
    #   certificateFile: ./tls/certificate.pem   # read again when it changes
    #   keyFile: ./tls/key.pem

# The APIs behind it. The longest matching prefix wins.
services:
  - name: ${name}
    hosts: ['*']
    pathPrefix: /
    upstreams:
      - url: ${JSON.stringify(upstream)}
    # health:
    #   path: /healthz
    # A new guard starts in observe mode: it says what it would refuse, and refuses nothing.
    guards:
      body-size:
        mode: observe
        bodyBytesMax: 10485760
      method-allowlist:
        mode: observe
        methods: [GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS]

# Proxies in front of Heliostat whose Forwarded and X-Forwarded-* headers are believed.
# trustedProxies: [10.0.0.0/8]

# How long exchanges are kept. Bodies are never kept unless capture.keepBodies asks.
exchanges:
  retentionDays: 30

# Commands that run by themselves inside \`heliostat up\`.
# jobs:
#   - name: nightly-captures
#     schedule: '0 3 * * *'
#     command: [discover, ./captures/today.har]
`;
