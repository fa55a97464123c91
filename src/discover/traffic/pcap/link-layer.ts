/** What stands before the packet of IP in a captured frame, by link type. */

const etherIp4 = 0x0800;
const etherIp6 = 0x86dd;

/** Offset of the packet of IP in `bytes[start, end)`; -1 when there is none. */
export function networkOffset(bytes: Buffer, start: number, end: number, linkType: number): number {
  switch (linkType) {
    case 1: // Ethernet
      return end - start < 14 ? -1 : afterType(bytes, start + 12, end);
    case 0: // BSD loopback, in either byte order
    case 108:
      return end - start < 4 ? -1 : start + 4;
    case 12: // raw IP, by several names
    case 14:
    case 101:
    case 228:
    case 229:
      return start;
    case 113: // Linux cooked
      return end - start < 16 ? -1 : afterType(bytes, start + 14, end);
    case 276: // Linux cooked, second version: the type comes first
      if (end - start < 20) return -1;
      return afterTypeAt(bytes, bytes.readUInt16BE(start), start + 20, end);
    default:
      return -1;
  }
}

const afterType = (bytes: Buffer, at: number, end: number): number =>
  afterTypeAt(bytes, bytes.readUInt16BE(at), at + 2, end);

/** Passes tags of VLANs (802.1Q, QinQ), labels of MPLS and PPPoE. */
function afterTypeAt(bytes: Buffer, first: number, from: number, end: number): number {
  let type = first;
  let at = from;
  for (let tags = 0; tags < 8; tags += 1) {
    if (type === etherIp4 || type === etherIp6) return at;
    if (type === 0x8100 || type === 0x88a8 || type === 0x9100) {
      if (at + 4 > end) return -1;
      type = bytes.readUInt16BE(at + 2);
      at += 4;
    } else if (type === 0x8847 || type === 0x8848) {
      if (at + 4 > end) return -1;
      // The last label has the bottom bit; what follows tells its version itself.
      if (((bytes[at + 2] as number) & 1) === 1) type = etherIp4;
      at += 4;
    } else if (type === 0x8864) {
      if (at + 8 > end) return -1;
      const protocol = bytes.readUInt16BE(at + 6);
      return protocol === 0x21 || protocol === 0x57 ? at + 8 : -1;
    } else return -1;
  }
  return -1;
}
