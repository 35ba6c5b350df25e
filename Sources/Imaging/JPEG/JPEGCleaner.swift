internal import Files

/// A JPEG file of frame, scans and the tables they need alone, copied without decoding them;
/// everything else is left behind or written afresh.
struct JPEGCleaner {
  private(set) var output: [UInt8] = [0xff, 0xd8]
  /// A table, a header or the end is not as it was: whether it still is the same picture has to be
  /// looked at.
  private(set) var isTouched: Bool

  init(
    _ input: [UInt8], _ structure: JPEGStructure, _ metadata: JPEGMetadata
  ) throws(ImagingError) {
    isTouched = structure.strayBytes > 0 || !structure.isWhole
    let tables = try JPEGTables.used(input, structure)
    output.reserveCapacity(input.count + 1024)
    copyColours(input, structure)
    for segment in metadata.segments { append(segment.marker, segment.bytes) }
    for (number, segment) in structure.segments.enumerated() {
      if let used = tables[number] {
        if used[...] != input[segment.payload] { isTouched = true }
        if !used.isEmpty { append(segment.marker, used) }
      } else if segment.marker == 0xda {
        copyScan(input, segment, structure)
      } else if segment.marker == 0xdc {
        isTouched = true
      } else if (0xc0...0xcf).contains(segment.marker) || segment.marker == 0xdd {
        // Frame, arithmetic conditioning (DAC), restart interval (DRI).
        output += input[segment.whole]
      }
    }
    output += [0xff, 0xd9]
  }

  /// The segments that settle colours and resolution: of several the last before a scan counts.
  private mutating func copyColours(_ input: [UInt8], _ structure: JPEGStructure) {
    var jfif: ArraySlice<UInt8>?
    var adobe: ArraySlice<UInt8>?
    for segment in structure.segments where segment.whole.lowerBound < structure.headerEnd {
      let payload = input[segment.payload]
      switch JPEGMetadata.kind(segment.marker, payload) {
      case "jfif": jfif = payload
      case "adobe": adobe = payload
      default: break
      }
    }
    if let jfif { append(0xe0, Self.jfif(Array(jfif.prefix(14)))) }
    if let adobe {
      let named = adobe[adobe.startIndex + 11]
      let transform = Self.transform(named, components: structure.components.count)
      if transform != named { isTouched = true }
      append(0xee, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, transform])
    }
  }

  /// The resolution is kept, version and thumbnail are not.
  private static func jfif(_ body: [UInt8]) -> [UInt8] {
    Array("JFIF\0".utf8) + [1, 1, body[7] > 2 ? 0 : body[7]] + body[8..<12] + [0, 0]
  }

  /// Which transform the colours went through: of those that there are the one that decoders take
  /// for a number that is none of them.
  private static func transform(_ named: UInt8, components: Int) -> UInt8 {
    switch components {
    case 3: named == 0 ? 0 : 1
    case 4: named == 0 ? 0 : 2
    default: 0
    }
  }

  /// A sequential scan goes through all coefficients with all their bits, whatever its header says.
  private mutating func copyScan(
    _ input: [UInt8], _ segment: JPEGStructure.Segment, _ structure: JPEGStructure
  ) {
    let header = input[segment.payload]
    guard !structure.isProgressive, header.suffix(3) != [0, 63, 0] else {
      output += input[segment.whole]
      return
    }
    isTouched = true
    append(segment.marker, header.dropLast(3) + [0, 63, 0])
    output += input[segment.payload.upperBound..<segment.whole.upperBound]
  }

  private mutating func append(_ marker: UInt8, _ payload: some Collection<UInt8>) {
    output += [0xff, marker]
    output.append(bigEndian: UInt16(payload.count + 2))
    output += payload
  }
}
