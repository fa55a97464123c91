/** Geographic coordinates. */
import { DIGIT, DOT, OTHER, PAREN, SPACE } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'coordinates',
  title: 'Geographic coordinates',
  category: 'location',
  sensitivity: 'personal',
  description: 'A latitude or longitude within its range in a field named for it, or a pair of them.',
  reads: {
    elsewhere: { allOf: DIGIT | DOT, someOf: PAREN | OTHER | SPACE, lengthMin: 8 },
    lengthMin: 3,
    lengthMax: 48,
    someOf: DIGIT,
    numbers: true,
    names: [
      'lat',
      'lng',
      'lon',
      'long',
      'latitude',
      'longitude',
      'coordinates',
      'coordinate',
      'geo',
      'geopoint',
      'latlng',
      'lat lng',
      'gps',
      'latitud',
      'longitud',
      'breitengrad',
      'langengrad',
      'location',
      'position',
    ],
  },
  detect(value, context) {
    const pair = /^(-?\d{1,2}(?:\.\d{2,15})?)[,; ]\s*(-?\d{1,3}(?:\.\d{2,15})?)$/.exec(value);
    if (pair !== null) {
      const inRange = Math.abs(Number(pair[1])) <= 90 && Math.abs(Number(pair[2])) <= 180;
      return inRange && (context.named || /\.\d{3}.*\.\d{3}/.test(value)) ? (context.named ? 0.9 : 0.7) : 0;
    }
    if (!context.named || !/^-?\d{1,3}\.\d{2,18}$/.test(value)) return 0;
    return Math.abs(Number(value)) <= (/ lat/.test(context.name) ? 90 : 180) ? 0.9 : 0;
  },
  examples: {
    hits: [
      { value: '40.4168', field: 'latitude' },
      { value: '-3.7038', field: 'lng' },
      { value: '40.4168,-3.7038' },
      { value: '2.1734', field: 'coordinates' },
    ],
    misses: [
      { value: '40.4168' },
      { value: '140.5', field: 'latitude' },
      { value: '3', field: 'lat' },
      { value: '1,2' },
      { value: '0.5', field: 'score' },
    ],
  },
});
