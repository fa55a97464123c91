import { oneOf, prefixed, username } from '../../ids.ts';
import { BASE62, type Random } from '../../random.ts';
import { CITIES, NOUNS } from '../../words.ts';
import type { ApiSpec } from '../api.ts';

const lat = (r: Random) => (35 + r.next() * 25).toFixed(r.int(3, 6));
const lon = (r: Random) => (r.next() * 30 - 8).toFixed(r.int(3, 6));

export const maps: ApiSpec = {
  id: 'maps',
  title: 'Maps: coordinates, tiles and way points in paths',
  host: 'api.cartovue.example',
  requests: 1600,
  actors: [
    { kind: 'query', count: 12, share: 8 },
    { kind: 'key', count: 4, share: 3 },
    { kind: 'none', count: 2, share: 0.3 },
  ],
  params: {
    lat: { make: (r) => lat(r), size: 160 },
    lon: { make: (r) => lon(r), size: 160 },
    point: { make: (r) => `${lat(r)},${lon(r)}`, size: 140 },
    way: {
      make: (r) => Array.from({ length: r.int(2, 4) }, () => `${lon(r)},${lat(r)}`).join(';'),
      size: 130,
    },
    profile: { make: oneOf(['driving', 'walking', 'cycling', 'driving-traffic']), size: 4, skew: 1 },
    z: { make: (r) => String(r.int(3, 18)), size: 14 },
    x: { make: (r) => String(r.int(0, 40000)), size: 300 },
    y: { make: (r) => String(r.int(0, 40000)), size: 300 },
    style: {
      make: oneOf(['streets-v12', 'outdoors-v12', 'light-v11', 'dark-v11', 'satellite-v9']),
      size: 5,
      skew: 1,
    },
    account: { make: username, size: 16, skew: 1 },
    place: { make: prefixed('ChIJ', 23, `${BASE62}_-`), size: 100 },
    query: {
      make: (r) => `${r.pick(CITIES)} ${r.pick(['station', 'airport', 'museum', 'harbor'])}`,
      size: 60,
    },
    station: {
      make: (r) => r.pick(['EDDB', 'LFPG', 'EGLL', 'LEMD', 'LIRF', 'ESSA', 'EFHK', 'LOWW']),
      size: 8,
    },
  },
  entities: {
    place: (r, id) => ({
      place_id: id,
      name: `${r.pick(NOUNS)} cafe`,
      geometry: { location: { lat: Number(lat(r)), lng: Number(lon(r)) } },
      types: ['cafe'],
      ...(r.chance(0.5) ? { rating: r.int(1, 5) } : {}),
    }),
    route: (r) => ({
      code: 'Ok',
      routes: [{ distance: r.next() * 9000, duration: r.next() * 900, geometry: r.text(BASE62, 30) }],
      waypoints: [],
    }),
    matrix: (r) => ({ durations: [[0, r.next() * 900]], code: 'Ok' }),
    weather: (r) => ({ temp: r.int(-10, 35), wind: r.int(0, 20), observed: '2026-05-01T10:00:00Z' }),
    elevation: (r) => ({ elevation: r.int(0, 3000), resolution: 4.7 }),
    address: (r) => ({ label: `${r.int(1, 99)} High Street`, city: r.pick(CITIES), confidence: r.next() }),
    feature: (r) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [Number(lon(r)), Number(lat(r))] },
      properties: { name: r.pick(CITIES) },
    }),
    style: (_r, id) => ({ version: 8, name: id, layers: [], sources: {} }),
    zone: (r) => ({ zone: r.pick(['Europe/Berlin', 'Europe/Paris']), offset: r.int(0, 2) * 3600 }),
  },
  page: (items) => ({ type: 'FeatureCollection', features: items }),
  error: (_status, message) => ({ message }),
  routes: [
    ['GET /geocoding/v5/places/{query}.json', 60, '[feature]'],
    ['GET /geocoding/v5/reverse/{lat}/{lon}', 70, 'address'],
    ['GET /directions/v5/{profile}/{way}', 90, 'route'],
    ['GET /matrix/v1/{profile}/{way}', 40, 'matrix'],
    ['GET /isochrone/v1/{profile}/{point}', 30, '[feature]'],
    ['GET /tiles/{style}/{z}/{x}/{y}.png', 220, 'ok', { type: 'image/png' }],
    ['GET /tiles/{style}/{z}/{x}/{y}@2x.png', 80, 'ok', { type: 'image/png' }],
    ['GET /styles/v1/{account}/{style}', 50, 'style'],
    ['GET /static/{point}/{z}', 40, 'ok', { type: 'image/png' }],
    ['GET /places/{place}', 70, 'place'],
    ['GET /places/{place}/photos', 20, '[feature]'],
    ['GET /places/nearby', 30, '[place]', { query: (r) => ({ location: `${lat(r)},${lon(r)}` }) }],
    ['GET /places/autocomplete', 60, '[place]', { query: (r) => ({ input: r.pick(CITIES).slice(0, 4) }) }],
    ['GET /weather/{point}/current', 30, 'weather'],
    ['GET /weather/stations/{station}', 18, 'weather'],
    ['GET /elevation/{lat},{lon}', 30, 'elevation', { accepts: ['GET /elevation/{point}'] }],
    ['GET /timezone/{lat}/{lon}', 20, 'zone'],
  ],
};
