/// Marker segments written by hand.
enum TestSegments {
  static func exif(orientation: Int) -> [UInt8] {
    Array("Exif\0\0II*\0".utf8) + [8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0]
      + [UInt8(orientation), 0, 0, 0, 0, 0, 0, 0]
  }
}

extension [UInt8] {
  /// A JPEG file with one segment more, right behind its first marker.
  func inserting(segment marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let length = payload.count + 2
    return Array(prefix(2)) + [0xff, marker, UInt8(length >> 8), UInt8(length & 255)] + payload
      + dropFirst(2)
  }
}
