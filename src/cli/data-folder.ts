/** Which data folder a command means: the one it is told, the configuration's, or the default. */
import { existsSync } from 'node:fs';
import { configFileNames, loadConfig, parseConfig } from '../config/load.ts';

/** The data folder of a command line. */
export const dataFolderOf = async (options: {
  readonly config?: string;
  readonly data?: string;
}): Promise<string> => {
  if (options.data !== undefined) return options.data;
  const file = options.config ?? configFileNames.find((name) => existsSync(name));
  return (file === undefined ? parseConfig({}) : await loadConfig(file)).data;
};
