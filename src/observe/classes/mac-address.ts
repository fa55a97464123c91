/** MAC address. */
import { COLON, DOT, HEX, HYPHEN } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'mac-address',
  title: 'MAC address',
  category: 'device',
  sensitivity: 'personal',
  description: 'Six groups of two hexadecimal digits.',
  reads: {
    lengthMin: 12,
    lengthMax: 17,
    characters: HEX | COLON | HYPHEN | DOT,
    names: ['mac', 'mac address', 'hardware address', 'bssid', 'wifi mac'],
  },
  detect(value, context) {
    if (/^[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}$/i.test(value))
      return /^(?:00.){5}00$|^(?:ff.){5}ff$/i.test(value) ? 0 : 0.9;
    return context.named && /^(?:[0-9a-f]{12}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})$/i.test(value) ? 0.9 : 0;
  },
  examples: {
    hits: [
      { value: '00:1B:44:11:3A:B7' },
      { value: '00-1b-44-11-3a-b7' },
      { value: '001b44113ab7', field: 'macAddress' },
    ],
    misses: [
      { value: '001b44113ab7' },
      { value: '00:00:00:00:00:00' },
      { value: '2026-11-21' },
      { value: '12:30:00' },
    ],
  },
});
