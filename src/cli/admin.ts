/** `heliostat admin`: what only the owner of the machine may do. */
import { Command } from 'commander';
import { dataFolderOf } from './data-folder.ts';
import { painter } from './terminal/style.ts';

/** The command with its subcommands. */
export const adminCommand = (): Command => {
  const admin = new Command('admin').description('For the owner of the machine: a new admin token.');
  admin
    .command('token')
    .description(
      'Make a new admin token and end the one of the first start; works beside a running Heliostat.',
    )
    .option('-c, --config <file>', 'configuration that names the data folder')
    .option('-d, --data <folder>', 'data folder (default: ./heliostat-data)')
    .option('--json', 'print one document on stdout')
    .action(async (options: { readonly config?: string; readonly data?: string; readonly json?: true }) => {
      const { renewAdminToken } = await import('../offline.ts');
      const folder = await dataFolderOf(options);
      const token = await renewAdminToken(folder);
      if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, token })}\n`);
      else {
        process.stdout.write(`${token}\n`);
        process.stderr.write(
          `${painter(process.stderr)('dim', 'Shown once. The admin token of the first start is revoked.')}\n`,
        );
      }
    });
  return admin;
};
