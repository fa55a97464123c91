/** Go. */
import type { Language } from '../language.ts';
import { goImports } from './imports.ts';
import { lowerGo } from './lower.ts';

/** Libraries that routes are made with, and words that calls on their routers have. */
const signs: readonly string[] = [
  'net/http"',
  'gin-gonic/gin',
  'labstack/echo',
  'go-chi/',
  'gofiber/fiber',
  'gorilla/mux',
  'package main',
  '.Group(',
  '.Handle(',
  '.HandleFunc(',
  '.Route(',
  '.Mount(',
];

/** Go. */
export const go: Language = {
  id: 'go',
  title: 'Go',
  endings: { '.go': 'go' },
  lower: lowerGo,
  resolver: goImports,
  mayMatter: (text) => signs.some((sign) => text.includes(sign)),
};
