internal import Files

/// Cleans a JPEG file of all that is not picture, without decoding it: frame, scans and the tables
/// they need are copied, everything else is left behind or written afresh.
enum JPEGCleaner {
  static func clean(
    _ input: [UInt8], _ structure: JPEGStructure, _ metadata: JPEGMetadata
  ) throws(ImagingError) -> [UInt8] {
    let tables = try JPEGTables.used(input, structure)
    var output: [UInt8] = [0xff, 0xd8]
    output.reserveCapacity(input.count + 1024)
    for segment in structure.segments {
      let payload = input[segment.payload]
      switch JPEGMetadata.kind(segment.marker, payload) {
      case "jfif" where segment.marker == 0xe0: append(0xe0, jfif(payload), to: &output)
      case "adobe" where segment.marker == 0xee: append(0xee, adobe(payload), to: &output)
      default: break
      }
    }
    for segment in metadata.segments { append(segment.marker, segment.bytes, to: &output) }
    for (number, segment) in structure.segments.enumerated() {
      if let tables = tables[number] {
        if !tables.isEmpty { append(segment.marker, tables, to: &output) }
      } else if isPicture(segment.marker) {
        output += input[segment.whole]
      }
    }
    return output + [0xff, 0xd9]
  }

  /// Frame, arithmetic conditioning (DAC), restart interval (DRI) and scan.
  private static func isPicture(_ marker: UInt8) -> Bool {
    (0xc0...0xcf).contains(marker) || marker == 0xdd || marker == 0xda
  }

  /// The shape of a pixel is kept, resolution and thumbnail are not.
  private static func jfif(_ payload: ArraySlice<UInt8>) -> [UInt8] {
    let body = Array(payload.prefix(14))
    let isSquare =
      body[8..<10].elementsEqual(body[10..<12])
      || body[8..<10].allSatisfy { $0 == 0 } || body[10..<12].allSatisfy { $0 == 0 }
    return Array("JFIF\0".utf8) + [1, 1, 0]
      + (isSquare ? [0, 1, 0, 1] : Array(body[8..<12])) + [0, 0]
  }

  /// Which transform the colours went through; flags and version tell the program.
  private static func adobe(_ payload: ArraySlice<UInt8>) -> [UInt8] {
    Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, payload[payload.startIndex + 11]]
  }

  private static func append(
    _ marker: UInt8, _ payload: some Collection<UInt8>, to output: inout [UInt8]
  ) {
    output += [0xff, marker]
    output.append(bigEndian: UInt16(payload.count + 2))
    output += payload
  }
}
