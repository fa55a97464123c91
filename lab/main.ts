import { parseArgs } from 'node:util';
import { isPerson } from './domain/actors.ts';
import { loopbackAddress } from './http/listener.ts';
import { startLab } from './index.ts';
import type { Lab } from './index.ts';

const usage = `Usage: npm run lab [-- OPTIONS]

Starts the lab: a clinic platform with weaknesses on purpose, for this machine only.

  --fixed               without the weaknesses
  --port N              the API's port (default 4810; 0 lets the system choose)
  --partner-port N      the partner's port (default 4811)
  --web-port N          the web front end's port (default 4812)
  --seed N              another world of people (default 1)
  --public-api URL      where browsers reach the API when something stands in front of it
  --callback HOST:PORT  a listener on loopback that forged requests may reach, too (repeatable)
  --host ADDRESS        refused unless it is loopback
  --json                print one line of JSON when ready
  --help                this text
`;

/** Wrong usage: told to the user, exit code 2. */
class UsageError extends Error {}

const loopbackNames = new Set([loopbackAddress, 'localhost', '::1']);

const numberOf = (name: string, value: string | undefined, otherwise: number, max: number): number => {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (value.trim() === '' || !Number.isInteger(number) || number < 0 || number > max)
    throw new UsageError(`--${name} takes a whole number from 0 to ${max}, not ${value}`);
  return number;
};

const readArguments = () => {
  try {
    return parseArgs({
      options: {
        fixed: { type: 'boolean', default: false },
        port: { type: 'string' },
        'partner-port': { type: 'string' },
        'web-port': { type: 'string' },
        seed: { type: 'string' },
        'public-api': { type: 'string' },
        callback: { type: 'string', multiple: true },
        host: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const table = (lab: Lab): string => {
  const rows = lab.actors.map((actor) =>
    isPerson(actor)
      ? [actor.id, actor.role, actor.clinic, actor.email, actor.password, actor.login]
      : [actor.id, actor.role, actor.name, 'x-api-key', actor.apiKey, actor.login],
  );
  const head = ['account', 'role', 'clinic', 'email', 'password or key', 'logs in by'];
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((value, at) => value.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const announcement = (
  lab: Lab,
): string => `The lab is open: a clinic platform ${lab.fixed ? 'without its weaknesses' : 'with weaknesses on purpose'}, on loopback only.

  API            ${lab.api}
  GraphQL        ${lab.api}/graphql
  Contract       ${lab.contract}
  Partner        ${lab.partner}
  Web front end  ${lab.web}

${table(lab)}

How each account logs in: lab/actors.yaml. What is weak: lab/WEAKNESSES.md. Stop with Ctrl-C.
`;

const main = async (): Promise<void> => {
  const values = readArguments();
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  if (values.host !== undefined && !loopbackNames.has(values.host))
    throw new UsageError(
      `The lab is full of holes and listens on ${loopbackAddress} only; it refuses ${values.host}`,
    );
  const ownPort = values.port !== undefined;
  // With a port of one's own, the neighbours move out of the way of a lab on the default ports.
  const neighbour = (port: number): number => (ownPort ? 0 : port);
  const lab = await startLab({
    fixed: values.fixed,
    port: numberOf('port', values.port, 4810, 65_535),
    partnerPort: numberOf('partner-port', values['partner-port'], neighbour(4811), 65_535),
    webPort: numberOf('web-port', values['web-port'], neighbour(4812), 65_535),
    seed: numberOf('seed', values.seed, 1, 2_147_483_647),
    ...(values['public-api'] === undefined ? {} : { publicApiUrl: values['public-api'] }),
    ...(values.callback === undefined ? {} : { callbacks: values.callback }),
  });
  const { api, partner, web, internal, contract, fixed, actors } = lab;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ version: 1, fixed, api, partner, web, internal, contract, actors })}\n`
      : announcement(lab),
  );
  const stop = (): void => {
    lab[Symbol.asyncDispose]().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
};

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) {
    process.stderr.write(`${message}\n\n${usage}`);
    process.exit(2);
  }
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  process.stderr.write(
    taken ? `A port is taken: ${message}. Choose another with --port N.\n` : `${message}\n`,
  );
  process.exit(3);
});
