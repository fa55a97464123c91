/** The formats of captures, in the order in which a file is held against them: what is sure by its first bytes comes first. */
import { accessLog } from './access-log.ts';
import type { CaptureFormat } from './format.ts';
import { gor } from './gor.ts';
import { har } from './har.ts';
import { pcap } from '../pcap/format.ts';
import { ndjson } from './ndjson.ts';
import { w3c } from './w3c.ts';

/** All of them. */
export const captureFormats: readonly CaptureFormat[] = [pcap, har, ndjson, gor, w3c, accessLog];
