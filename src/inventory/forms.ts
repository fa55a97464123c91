/** Exchange forms as the inventory reads them: once each, then by their ref. */
import type { ExchangeForm } from '../model/exchange.ts';
import { showsCredentials, strengthOf } from './answers.ts';
import type { InventoryLimits } from './limits.ts';
import type { RouteTable } from './routes/table.ts';
import type { Evidence } from './routes/weigher.ts';
import { living } from './track.ts';
import { claimedPlace } from './routes/claims.ts';
import type { RouteNode, Track } from './routes/node.ts';

/** A form, read. */
export interface ReadForm {
  readonly form: ExchangeForm;
  readonly evidence: Evidence;
  readonly isError: boolean;
  readonly isServerError: boolean;
  readonly isSuccess: boolean;
  readonly isBlocked: boolean;
  readonly isFlagged: boolean;
  /** Success without any credential. */
  readonly isAnonymous: boolean;
  /** Field of each track, '' when it is no GraphQL. */
  readonly fields: readonly string[];
}

/** What is remembered of a form. */
export interface FormEntry {
  tracks: Track[];
  /** null after a restart, until it is seen again. */
  read: ReadForm | null;
}

/** Path of a form in segments; null when it is longer or deeper than is looked at. Doubled and trailing slashes do not count. */
export function segmentsOf(path: string, limits: InventoryLimits): readonly string[] | null {
  if (path.length > limits.pathCharsMax) return null;
  const segments = path.split('/').filter((segment) => segment !== '');
  return segments.length > limits.segmentsMax ? null : segments;
}

const rootFieldsMax = 16;

function tracksOf(
  form: ExchangeForm,
  table: RouteTable,
  limits: InventoryLimits,
): { readonly tracks: Track[]; readonly fields: string[] } {
  const segments = segmentsOf(form.path, limits);
  if (segments === null) return { tracks: [], fields: [] };
  const { service } = form;
  if (form.graphql !== undefined && form.graphql.length > 0) {
    const named = form.graphql.filter((root) => root.field !== '__typename');
    const roots = (named.length === 0 ? form.graphql : named).slice(0, rootFieldsMax);
    const tracks: Track[] = [];
    const fields: string[] = [];
    for (const root of roots) {
      const track = table.track({
        service,
        method: root.type.toUpperCase(),
        segments,
        field: root.field.slice(0, 128),
        kind: 'graphql',
      });
      if (tracks.includes(track)) continue;
      tracks.push(track);
      fields.push(root.field);
    }
    return { tracks, fields };
  }
  const kind =
    form.protocol === 'grpc'
      ? 'grpc'
      : form.method === 'WS' || form.protocol === 'websocket'
        ? 'websocket'
        : 'rest';
  const method = kind === 'websocket' ? 'WS' : form.method;
  // A preflight belongs to what it asks for.
  const field = form.preflightFor !== undefined && strengthOf(form) === 'preflight' ? form.preflightFor : '';
  return { tracks: [table.track({ service, method, segments, field, kind })], fields: [''] };
}

/** Is a request to a GraphQL endpoint that could not be read? Such an exchange makes no operation. */
function isUnreadGraphql(form: ExchangeForm): boolean {
  return (
    form.graphql === undefined &&
    (form.method === 'POST' || form.method === 'GET') &&
    form.path.endsWith('/graphql')
  );
}

/** Reads a form. */
export function readForm(
  form: ExchangeForm,
  table: RouteTable,
  limits: InventoryLimits,
): { readonly tracks: Track[]; readonly read: ReadForm } {
  const { tracks, fields } = tracksOf(form, table, limits);
  const { status } = form;
  const graphql = fields.some((field) => field !== '');
  const strength = graphql || isUnreadGraphql(form) ? 'silent' : strengthOf(form);
  const isBlocked = form.outcome === 'refused';
  const isSuccess = status >= 200 && status < 300 && strength !== 'preflight' && !isBlocked;
  return {
    tracks,
    read: {
      form,
      evidence: {
        strength,
        status,
        key: `${status} ${form.responseType ?? ''}`,
        credentials: form.auth.length > 0 ? 'with' : 'without',
      },
      isError: status >= 400 || form.outcome === 'upstream-failed',
      isServerError: status >= 500 || form.outcome === 'upstream-failed',
      isSuccess: isSuccess || status === 101,
      isBlocked,
      isFlagged: form.verdicts?.some((verdict) => verdict.mode === 'observe') === true,
      isAnonymous:
        (isSuccess || status === 101) &&
        form.auth.length === 0 &&
        showsCredentials(form) &&
        strength !== 'asset' &&
        strength !== 'page',
      fields,
    },
  };
}

/** Forms by their ref, bounded: the oldest go first. */
export class FormRegister {
  readonly #entries = new Map<string, FormEntry>();
  readonly #limits: InventoryLimits;
  forgotten = 0;

  constructor(limits: InventoryLimits) {
    this.#limits = limits;
  }

  get(ref: string): FormEntry | undefined {
    return this.#entries.get(ref);
  }

  /** Remembers a form and tells its tracks. */
  set(ref: string, entry: FormEntry): void {
    this.#entries.set(ref, entry);
    for (const track of entry.tracks) {
      if (track.forms.size < this.#limits.formsPerTrackMax) track.forms.add(ref);
      else if (!track.forms.has(ref)) this.forgotten += 1;
    }
    if (this.#entries.size <= this.#limits.formsMax) return;
    let left = Math.ceil(this.#limits.formsMax / 20);
    for (const [oldest, { tracks }] of this.#entries) {
      if (left === 0) break;
      left -= 1;
      for (const track of tracks) living(track).forms.delete(oldest);
      this.#entries.delete(oldest);
      this.forgotten += 1;
    }
  }

  /** Adds a track to a form that was read back. */
  restore(ref: string, track: Track): void {
    const entry = this.#entries.get(ref);
    if (entry === undefined) this.#entries.set(ref, { tracks: [track], read: null });
    else entry.tracks.push(track);
  }

  /**
   * Drops forms of a service whose words were taken for values and count with others, where these words are declared now: they are read
   * anew when they come again.
   */
  rereadAbsorbed(service: string, root: RouteNode): void {
    for (const [ref, { tracks }] of this.#entries) {
      const isElsewhere = tracks.some(
        (track) =>
          track.service === service &&
          track.absorbedBy !== null &&
          (claimedPlace(root, track) ?? living(track).operation?.node) !== living(track).operation?.node,
      );
      if (!isElsewhere) continue;
      for (const track of tracks) {
        living(track).forms.delete(ref);
        living(track).dirty = true;
      }
      this.#entries.delete(ref);
    }
  }

  /** Drops a forgotten track from its forms, which are then read anew. */
  forget(track: Track): void {
    for (const ref of track.forms) this.#entries.delete(ref);
  }

  /** Operations of a form now. */
  operationsOf(entry: Pick<FormEntry, 'tracks'>): readonly string[] {
    const ids: string[] = [];
    for (const track of entry.tracks) {
      const id = living(track).operation?.id;
      if (id !== undefined && !ids.includes(id)) ids.push(id);
    }
    return ids;
  }
}
