/** Captures of packets as one format of captures. */
import { HeliostatError } from '../../../model/errors.ts';
import { noEvidence } from '../../../model/sighting.ts';
import type { CaptureFormat, CaptureReader, CaptureSink } from '../formats/format.ts';
import { Capture, isCapture } from './capture.ts';

/** The format. */
export const pcap: CaptureFormat = {
  kind: 'pcap',
  title: 'pcap',
  recognise: ({ bytes }) => isCapture(bytes),
  open: (sink) => new PcapFileReader(sink),
};

class PcapFileReader implements CaptureReader {
  readonly #sink: CaptureSink;
  readonly #capture: Capture;

  constructor(sink: CaptureSink) {
    this.#sink = sink;
    this.#capture = new Capture({
      bodyBytesMax: sink.limits.bodyBytesMax,
      isTrusted: sink.isTrusted,
      ...(sink.keys === null ? {} : { keys: sink.keys }),
      emit: (raw) => {
        sink.count();
        sink.raw(raw, '');
      },
    });
  }

  push(chunk: Buffer): void {
    try {
      this.#capture.push(chunk);
    } catch (error) {
      // What was whole before counts.
      this.#finish();
      throw error;
    }
  }

  end(): void {
    if (!this.#finish())
      throw new HeliostatError('file-truncated', {
        detail: `the last packet is not whole, after ${this.#capture.packets} packets`,
      });
  }

  #finish(): boolean {
    const isWhole = this.#capture.end();
    this.#sink.evidence({ ...noEvidence, warnings: this.#capture.warnings(this.#sink.file) });
    return isWhole;
  }
}
