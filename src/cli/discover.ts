/** `heliostat discover`: what recorded traffic says. */
import { Command } from 'commander';

/** The command. */
export const discoverCommand = (): Command => new Command('discover');
