/// Checks whether bytes that arrive in pieces are UTF-8.
package struct UTF8Check {
  /// The beginning of a sequence that the last piece did not complete, at most three bytes.
  private var carried: [UInt8] = []

  package init() {}

  /// Takes the next piece. False when it cannot be part of a UTF-8 text.
  package mutating func accepts(_ piece: UnsafeRawBufferPointer) -> Bool {
    var piece = piece[...]
    while !carried.isEmpty, let byte = piece.first, byte & 0xc0 == 0x80, carried.count < 4 {
      carried.append(byte)
      piece = piece.dropFirst()
      if String(validating: carried, as: UTF8.self) != nil { carried = [] }
    }
    guard carried.isEmpty || piece.isEmpty else { return false }
    guard carried.isEmpty else { return carried.count < 4 }
    let open = Self.unfinished(piece)
    carried = Array(piece.suffix(open))
    return String(validating: piece.dropLast(open), as: UTF8.self) != nil
  }

  /// Whether the text may end here.
  package var isComplete: Bool { carried.isEmpty }

  /// How many bytes at the end begin an incomplete sequence.
  private static func unfinished(_ piece: Slice<UnsafeRawBufferPointer>) -> Int {
    for (back, byte) in piece.suffix(3).reversed().enumerated() {
      if byte & 0xc0 == 0x80 { continue }
      let length =
        switch byte {
        case 0xc2...0xdf: 2
        case 0xe0...0xef: 3
        case 0xf0...0xf4: 4
        default: 1
        }
      return length > back + 1 ? back + 1 : 0
    }
    return 0
  }
}
