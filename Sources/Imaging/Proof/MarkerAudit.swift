internal import Files

/// Checks that a JPEG file consists of what is on the list, and that its tables tell nothing.
struct MarkerAudit {
  private(set) var findings: [ProofReport.Finding] = []

  init(_ bytes: [UInt8], _ structure: JPEGStructure) {
    for segment in structure.segments {
      judge(segment.marker, bytes[segment.payload], structure, size: segment.whole.count)
    }
    if structure.strayBytes > 0 {
      findings.append(.foreignData(kind: "stray-bytes", bytes: structure.strayBytes))
    }
    if structure.end < bytes.count {
      findings.append(.foreignData(kind: "trailing-data", bytes: bytes.count - structure.end))
    }
    if !structure.isWhole { findings.append(.unexplainedCoding("it breaks off")) }
  }

  private mutating func judge(
    _ marker: UInt8, _ payload: ArraySlice<UInt8>, _ structure: JPEGStructure, size: Int
  ) {
    switch marker {
    case 0xc0...0xc2, 0xc4, 0xc9, 0xca, 0xda, 0xdb, 0xdd: return
    case 0xcc where Self.isUsualConditioning(payload): return
    case 0xe0, 0xe1, 0xe2, 0xee:
      if Self.isAllowed(marker, Array(payload)) { return }
    default: break
    }
    let kind =
      (0xe0...0xef).contains(marker) || marker == 0xfe
      ? JPEGMetadata.kind(marker, payload) : "marker-" + [marker].hex
    findings.append(.foreignData(kind: kind, bytes: size))
  }

  private static func isAllowed(_ marker: UInt8, _ payload: [UInt8]) -> Bool {
    switch marker {
    case 0xe0: payload.count == 14 && payload.starts(with: "JFIF\0".utf8) && payload[12] == 0
    case 0xe1: Orientation.allCases.contains { ExifReader.minimal($0) == payload }
    case 0xe2:
      CanonicalProfile.all.contains {
        JPEGMetadata.profilePrefix + [1, 1] + $0.bytes == payload
      }
    case 0xee: payload.count == 12 && payload.starts(with: "Adobe".utf8)
    default: false
    }
  }

  /// L = 0, U = 1 and Kx = 5, as without any such segment.
  private static func isUsualConditioning(_ payload: ArraySlice<UInt8>) -> Bool {
    let pairs = Array(payload)
    return pairs.count.isMultiple(of: 2)
      && stride(from: 0, to: pairs.count, by: 2).allSatisfy {
        pairs[$0 + 1] == (pairs[$0] < 0x10 ? 0x10 : 5)
      }
  }

  /// Adds a finding for tables that no scan needs.
  mutating func judgeUse(of bytes: [UInt8], _ structure: JPEGStructure) throws(ImagingError) {
    for (number, tables) in try JPEGTables.used(bytes, structure).sorted(by: { $0.key < $1.key })
    where tables[...] != bytes[structure.segments[number].payload] {
      findings.append(.unexplainedCoding("a table that no scan uses"))
      return
    }
  }

  /// Adds a finding for Huffman tables that are neither among `explained` nor the standard ones:
  /// a table fitted to the original tells what was in it.
  mutating func judgeTables(of bytes: [UInt8], explained: Set<[UInt8]>) {
    for table in Self.tables(of: bytes) where !explained.contains(table) {
      findings.append(.unexplainedCoding("a Huffman table fits another picture"))
      return
    }
  }

  /// The Huffman tables of a file: class, counts and symbols, without the number they go by.
  static func tables(of bytes: [UInt8]) -> Set<[UInt8]> {
    guard let structure = try? JPEGStructure(bytes) else { return [] }
    var tables: Set<[UInt8]> = []
    for segment in structure.segments where segment.marker == 0xc4 {
      var rest = bytes[segment.payload]
      while let first = rest.first, rest.count >= 17 {
        let size = 17 + rest.dropFirst().prefix(16).reduce(0) { $0 + Int($1) }
        tables.insert([first >> 4] + rest.prefix(size).dropFirst())
        rest = rest.dropFirst(size)
      }
    }
    return tables
  }
}
