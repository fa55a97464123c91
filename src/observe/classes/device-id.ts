/** Device identifier. */
import { defineDataClass } from './data-class.ts';

export default defineDataClass({
  id: 'device-id',
  title: 'Device identifier',
  category: 'device',
  sensitivity: 'personal',
  description: 'An identifier in a field named for a device, an installation or advertising.',
  reads: {
    lengthMin: 6,
    lengthMax: 128,
    names: [
      'device id',
      'device identifier',
      'device uuid',
      'udid',
      'idfa',
      'idfv',
      'gaid',
      'advertising id',
      'android id',
      'installation id',
      'install id',
      'device serial',
      'serial number',
      'device fingerprint',
      'hardware id',
      'imsi',
      'iccid',
      'device serial number',
      'geratenummer',
      'seriennummer',
    ],
    nameNeeded: true,
  },
  detect(value) {
    return /^[A-Za-z0-9][A-Za-z0-9:._-]{5,127}$/.test(value) &&
      /\d/.test(value) &&
      !/^\d{4}-\d{2}-\d{2}/.test(value)
      ? 0.8
      : 0;
  },
  examples: {
    hits: [
      { value: '550e8400-e29b-41d4-a716-446655440000', field: 'deviceId' },
      { value: 'A1B2C3D4E5F6', field: 'serialNumber' },
      { value: '38400000-8cf0-11bd-b23e-10b96e40000d', field: 'idfa' },
    ],
    misses: [
      { value: '550e8400-e29b-41d4-a716-446655440000' },
      { value: 'iphone', field: 'deviceType' },
      { value: 'none', field: 'deviceId' },
    ],
  },
});
