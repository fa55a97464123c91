import { pbkdf2Sync, timingSafeEqual } from 'node:crypto';

/** Few rounds on purpose: the lab's passwords are public and its users log in often. */
const rounds = 200;

export const hashPassword = (password: string, salt: string): string =>
  pbkdf2Sync(password, salt, rounds, 32, 'sha256').toString('hex');

export const passwordMatches = (password: string, salt: string, hash: string): boolean => {
  const given = Buffer.from(hashPassword(password, salt), 'hex');
  const kept = Buffer.from(hash, 'hex');
  return given.length === kept.length && timingSafeEqual(given, kept);
};
