/// The quantisation and Huffman tables of a JPEG file (ITU-T T.81, B.2.4.1 and B.2.4.2). One that
/// no scan decodes with is room for anything.
enum JPEGTables {
  /// What the scans need of each table segment, by the segment's number; empty where that is
  /// nothing.
  static func used(
    _ bytes: [UInt8], _ structure: JPEGStructure
  ) throws(ImagingError) -> [Int: [UInt8]] {
    var used: [Int: [UInt8]] = [:]
    // From the end, what a scan needs is the first definition that is met.
    var wanted: Set<Name> = []
    for (number, segment) in structure.segments.enumerated().reversed() {
      let payload = bytes[segment.payload]
      switch segment.marker {
      case 0xda: wanted.formUnion(names(neededBy: Array(payload), structure))
      case 0xc4, 0xdb:
        let tables = try split(payload, marker: segment.marker).reversed().filter { table in
          wanted.remove(Name(marker: segment.marker, table: table[table.startIndex])) != nil
        }
        used[number] = Array(tables.reversed().joined())
      default: break
      }
    }
    return used
  }

  private struct Name: Hashable {
    let marker: UInt8
    /// Class and slot of a Huffman table, slot of a quantisation table.
    let number: UInt8

    /// `table` is the first byte of one.
    init(marker: UInt8, table: UInt8) {
      self.marker = marker
      number = marker == 0xdb ? table & 15 : table
    }
  }

  /// `scan` is the header of one, whose length was checked.
  private static func names(neededBy scan: [UInt8], _ structure: JPEGStructure) -> Set<Name> {
    let count = Int(scan[0])
    // A sequential scan uses both tables, whatever its header says: decoders do not look.
    let (first, last, isRefined) =
      structure.isProgressive
      ? (scan[1 + 2 * count], scan[2 + 2 * count], scan[3 + 2 * count] > 15) : (0, 63, false)
    var names: Set<Name> = []
    for index in 0..<count {
      let (id, slots) = (scan[1 + 2 * index], scan[2 + 2 * index])
      for component in structure.components where component.id == id {
        names.insert(Name(marker: 0xdb, table: component.quantisation))
      }
      // Arithmetic codes have no tables.
      guard structure.frame < 0xc9 else { continue }
      if first == 0, !isRefined { names.insert(Name(marker: 0xc4, table: slots >> 4)) }
      if last > 0 { names.insert(Name(marker: 0xc4, table: 0x10 | slots & 15)) }
    }
    return names
  }

  private static func split(
    _ payload: ArraySlice<UInt8>, marker: UInt8
  ) throws(ImagingError) -> [ArraySlice<UInt8>] {
    var tables: [ArraySlice<UInt8>] = []
    var rest = payload
    while let first = rest.first {
      let size =
        marker == 0xdb
        ? (first > 15 ? 129 : 65) : 17 + rest.dropFirst().prefix(16).reduce(0) { $0 + Int($1) }
      guard size <= rest.count else { throw .damaged("a table breaks off") }
      tables.append(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    return tables
  }
}
