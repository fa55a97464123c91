import type { NextFunction, Request, Response } from 'express';
import type { Integration, Person } from '../identity/caller.ts';
import { cookieOf, sessionCookie } from '../identity/sessions.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from './answer.ts';

/** The platform that the application runs on. */
export const platformOf = (req: Pick<Request, 'app'>): Platform => req.app.locals['platform'] as Platform;

/** Who is logged in, behind `requireLogin` or `requireWebSession`. */
export const personOf = (res: Response): Person => res.locals['person'] as Person;

/** Who is calling, behind `recogniseCaller`; null when nobody is logged in. */
export const callerOf = (res: Response): Person | null => res.locals['person'] as Person | null;

/** Whose API key it is, behind `requirePartnerKey`. */
export const integrationOf = (res: Response): Integration => res.locals['integration'] as Integration;

/** The peer's address, as the socket tells it. */
export const addressOf = (req: Pick<Request, 'ip'>): string => req.ip ?? '';

/** Lets in who is logged in, by bearer token or by the web session's cookie. */
export const requireLogin = <Params>(req: Request<Params>, res: Response, next: NextFunction): void => {
  const person = platformOf(req).identify(req);
  if (!person) throw new Refusal(401, 'Log in first');
  res.locals['person'] = person;
  next();
};

/** Lets in browsers that hold the session's cookie. */
export const requireWebSession = <Params>(req: Request<Params>, res: Response, next: NextFunction): void => {
  const person = cookieOf(req, sessionCookie) === undefined ? null : platformOf(req).identify(req);
  if (!person) throw new Refusal(401, 'Log in first');
  res.locals['person'] = person;
  next();
};

/** Looks at who is calling and lets everybody in: the handler decides whether it matters. */
export const recogniseCaller = <Params>(req: Request<Params>, res: Response, next: NextFunction): void => {
  res.locals['person'] = platformOf(req).identify(req);
  next();
};

/** Lets in partners' integrations by their API key. */
export const requirePartnerKey = <Params>(req: Request<Params>, res: Response, next: NextFunction): void => {
  const key = req.get('x-api-key');
  const integration = key === undefined ? undefined : platformOf(req).integrations.get(key);
  if (!integration) throw new Refusal(401, 'The API key is missing or unknown');
  res.locals['integration'] = integration;
  next();
};
