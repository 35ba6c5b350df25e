import Testing

@testable import AgeFormat

/// The rest of `source`, read in pieces whose size fits no line or chunk.
func everything(in source: any ByteSource) throws -> [UInt8] {
  var bytes: [UInt8] = []
  while true {
    let piece = try source.read(upTo: 4099)
    bytes += piece
    if piece.count < 4099 { return bytes }
  }
}

/// Bytes without a period, so that exchanged chunks are noticed.
func pattern(_ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: 31 &* $0 &+ 17 &* ($0 >> 8) &+ 7 &* ($0 >> 16)) }
}

/// Sizes around every boundary of the payload.
let boundarySizes = [0, 1, 65535, 65536, 65537, 131_071, 131_072, 131_073, 1 << 20]

extension AgeError {
  /// The case of the error, without the reason.
  enum Class { case armor, header, tooLarge, mac, noMatch, payload, recipients, key }

  var `class`: Class {
    switch self {
    case .armor: .armor
    case .header: .header
    case .tooLarge: .tooLarge
    case .mac: .mac
    case .noMatch: .noMatch
    case .payload: .payload
    case .recipients: .recipients
    case .key: .key
    }
  }
}

/// Expects `body` to throw an ``AgeError`` of this case.
func expect(
  _ expected: AgeError.Class, sourceLocation: SourceLocation = #_sourceLocation,
  from body: () throws -> Void
) {
  let error = #expect(throws: AgeError.self, sourceLocation: sourceLocation) { try body() }
  #expect(error?.class == expected, sourceLocation: sourceLocation)
}
