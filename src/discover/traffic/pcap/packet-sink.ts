/** What the readers of packet files hand on. */

/** Takes packets as they lie in a file. */
export interface PacketSink {
  /**
   * One packet: `bytes[start, end)` of it were captured, of `wireBytes` that there were. The bytes are valid during the call.
   *
   * @param linkType what it begins with, as the registry of link types numbers it (draft-ietf-opsawg-pcaplinktype)
   * @param atUs microseconds since the epoch
   */
  readonly packet: (
    bytes: Buffer,
    start: number,
    end: number,
    wireBytes: number,
    linkType: number,
    atUs: number,
  ) => void;
  /** Lines of a TLS key log that the file carries. */
  readonly secrets: (text: string) => void;
}

/** Reads the packets of one file; chunks come in order. */
export interface PacketReader {
  /** @throws HeliostatError `file-truncated` when the rest cannot be read */
  push(chunk: Buffer): void;
  /** Bytes of a record that is not whole. */
  pending(): number;
}

/** Longest packet or block that is read; captures end them at 262,144 bytes. */
export const recordBytesMax = 4_194_304;

export const noBytes: Buffer = Buffer.alloc(0);
