/** `heliostat`: one file a command; this file names them and turns errors into words and exit codes. */
import { Command, CommanderError } from 'commander';
import { version } from '../version.ts';
import { adminCommand } from './admin.ts';
import { configCommand } from './config.ts';
import { demoCommand } from './demo.ts';
import { discoverCommand } from './discover.ts';
import { doctorCommand } from './doctor.ts';
import { initCommand } from './init.ts';
import { errorLines, exitCodeOf, exitCodes } from './terminal/report.ts';
import { painter } from './terminal/style.ts';
import { upCommand } from './up.ts';

/** All commands, in the order a newcomer meets them. */
export const program = (): Command => {
  const root = new Command('heliostat')
    .description('Keeps light on your APIs, from code to production.')
    .version(version, '-v, --version')
    .showHelpAfterError('(see --help)')
    .configureHelp({ sortSubcommands: false })
    .exitOverride();
  for (const command of [
    demoCommand(),
    upCommand(),
    initCommand(),
    discoverCommand(),
    configCommand(),
    adminCommand(),
    doctorCommand(),
  ]) {
    root.addCommand(command.exitOverride().copyInheritedSettings(root));
  }
  return root;
};

const run = async (): Promise<number> => {
  try {
    await program().parseAsync(process.argv);
    return Number(process.exitCode ?? exitCodes.fine);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.fine : exitCodes.usage;
    process.stderr.write(`${errorLines(error, painter(process.stderr)).join('\n')}\n`);
    return exitCodeOf(error);
  }
};

/** A reader that has gone (`| head`) is no fault of ours, and no reason to leave work undone. */
const guardStreams = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
};

if (import.meta.main) {
  guardStreams();
  const exitCode = await run();
  // A pipe takes what was printed at its reader's pace; leaving earlier would cut it off.
  await Promise.all(
    [process.stdout, process.stderr].map(
      (stream) => new Promise<void>((resolve) => stream.write('', () => resolve())),
    ),
  );
  process.exit(exitCode);
}
