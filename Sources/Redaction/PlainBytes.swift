/// Which bytes of a text that is plain ASCII are letters, digits and ends of line, eight at a time
/// instead of one by one: bit n is about byte n.
struct PlainBytes {
  private(set) var letters: UInt64 = 0
  private(set) var digits: UInt64 = 0
  private(set) var lineFeeds: UInt64 = 0

  /// Letters with no letter before them. Of byte 0 only the text knows.
  var wordBegins: UInt64 { letters & ~(letters << 1) }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// `count` is a multiple of 8, and at most 64. Nil when one of the bytes is not ASCII, or a carriage
  /// return.
  init?(_ start: UnsafePointer<UInt8>, count: Int) {
    for offset in stride(from: 0, to: count, by: 8) {
      let eight = UInt64(
        littleEndian: UnsafeRawPointer(start + offset).loadUnaligned(as: UInt64.self))
      guard (eight | Self.equal(eight, 0x0d)) & Self.highs == 0 else { return nil }
      let place = UInt64(offset)
      letters |= Self.gathered(Self.between(eight | 0x20 * Self.ones, 0x61, 0x7a)) << place
      digits |= Self.gathered(Self.between(eight, 0x30, 0x39)) << place
      lineFeeds |= Self.gathered(Self.equal(eight, 0x0a)) << place
    }
  }

  /// The high bit of each byte that is between the two. In ASCII no byte borrows from the next.
  private static func between(_ bytes: UInt64, _ least: UInt64, _ most: UInt64) -> UInt64 {
    ((bytes | highs) &- least * ones) & ((0x80 + most) * ones &- bytes) & highs
  }

  private static func equal(_ bytes: UInt64, _ byte: UInt64) -> UInt64 {
    (highs &- (bytes ^ byte * ones)) & highs
  }

  /// The high bits side by side.
  private static func gathered(_ bits: UInt64) -> UInt64 { (bits &* 0x0002_0408_1020_4081) >> 56 }
}
