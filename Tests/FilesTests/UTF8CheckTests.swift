import Testing

import Files

/// Text in pieces that are cut anywhere.
struct UTF8CheckTests {
  /// Whether the check accepts `pieces` as one text.
  private func passes(_ pieces: [[UInt8]]) -> Bool {
    var check = UTF8Check()
    let accepted = pieces.allSatisfy { piece in piece.withUnsafeBytes { check.accepts($0) } }
    return accepted && check.isComplete
  }

  /// Every way to cut `bytes` into three pieces, which may be empty.
  private func cuts(_ bytes: [UInt8]) -> [[[UInt8]]] {
    (0...bytes.count).flatMap { first in
      (first...bytes.count).map { second in
        [Array(bytes[..<first]), Array(bytes[first..<second]), Array(bytes[second...])]
      }
    }
  }

  @Test(arguments: [
    "", "a", "é", "ह", "🫀", "\u{0}", "\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}",
    "\u{d7ff}\u{e000}", "x🫀é語z", "e\u{301}\u{327}",
  ])
  func text(_ text: String) {
    for pieces in cuts(Array(text.utf8)) { #expect(passes(pieces), "\(pieces)") }
    #expect(passes(Array(text.utf8).map { [$0] }))
  }

  @Test(arguments: [
    [0x80], [0xbf, 0x61], [0xc0, 0x80], [0xc1, 0xbf], [0xc3], [0xc3, 0x28], [0xc3, 0xa9, 0xa9],
    [0xe0, 0x80, 0x80], [0xe0, 0x9f, 0xbf], [0xe2, 0x82], [0xe2, 0x82, 0x28], [0xe2, 0x28, 0xa1],
    [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xf0, 0x80, 0x80, 0x80], [0xf0, 0x8f, 0xbf, 0xbf],
    [0xf0, 0x9f, 0xab], [0xf0, 0x9f, 0xab, 0x61], [0xf4, 0x90, 0x80, 0x80],
    [0xf5, 0x80, 0x80, 0x80], [0xff], [0xfe, 0x61], [0xf0, 0x9f, 0xab, 0x80, 0x80],
    [0xe2, 0xe2, 0x82, 0xac], [0xf0, 0xc3, 0xa9],
  ])
  func noText(_ bytes: [UInt8]) {
    for pieces in cuts(bytes) { #expect(!passes(pieces), "\(pieces)") }
    for pieces in cuts([0x61] + bytes) { #expect(!passes(pieces), "\(pieces)") }
    #expect(!passes(bytes.map { [$0] }))
  }

  /// For any three bytes, in one piece or in three, the result is that of Swift's library.
  @Test func agreesWithTheLibrary() {
    let interesting: [UInt8] = [
      0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1,
      0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff,
    ]
    for first in interesting {
      for second in interesting {
        for third in interesting {
          for bytes in [[first, second, third], [first, second, third, 0x80]] {
            let isText = String(validating: bytes, as: UTF8.self) != nil
            if passes([bytes]) != isText || passes(bytes.map { [$0] }) != isText {
              Issue.record("\(bytes)")
            }
          }
        }
      }
    }
  }
}
