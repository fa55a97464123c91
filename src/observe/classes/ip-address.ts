/** IP address. */
import { COLON, DOT, HEX, SLASH } from '../characters.ts';
import { defineDataClass } from './data-class.ts';

const v4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?::\d{1,5}|\/\d{1,2})?$/;
const v6 = /^(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?:\/\d{1,3})?$/;
const mac = /^(?:[0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$/;

export default defineDataClass({
  id: 'ip-address',
  title: 'IP address',
  category: 'device',
  sensitivity: 'personal',
  description:
    'An address of version 4 or 6, with or without its port or prefix; reserved and unspecified ones count in a field named for it only.',
  reads: {
    lengthMin: 3,
    lengthMax: 49,
    characters: HEX | DOT | COLON | SLASH,
    names: [
      'ip',
      'ip address',
      'client ip',
      'remote addr',
      'remote ip',
      'source ip',
      'last ip',
      'last login ip',
      'direccion ip',
      'ip adresse',
      'adresse ip',
      'ipv 4',
      'ipv 6',
      'x real ip',
    ],
  },
  detect(value, context) {
    if (v4.test(value)) {
      if (context.named) return 0.95;
      return / version| release| build/.test(context.name) ||
        /^(?:0\.|127\.|255\.|[0-9]\.[0-9]\.[0-9]\.[0-9]$)/.test(value)
        ? 0.3
        : 0.85;
    }
    return value.includes(':') &&
      value.length >= (context.named ? 3 : 8) &&
      v6.test(value) &&
      (value.split('::').length === 2 || value.split(':').length === 8) &&
      !mac.test(value)
      ? context.named
        ? 0.95
        : 0.8
      : 0;
  },
  examples: {
    hits: [
      { value: '203.0.113.7' },
      { value: '127.0.0.1', field: 'ip' },
      { value: '2001:db8::8a2e:370:7334' },
      { value: '10.1.2.3', field: 'client.ipAddress' },
    ],
    misses: [
      { value: '1.2.3.4' },
      { value: '12:30:00' },
      { value: '1.20.3.4', field: 'version' },
      { value: '256.1.1.1' },
      { value: '00:1b:44:11:3a:b7' },
      { value: '2026' },
    ],
  },
});
