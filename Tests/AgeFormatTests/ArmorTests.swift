import Testing

@testable import AgeFormat

@Suite struct ArmorTests {
  private func decode(_ text: String) throws -> [UInt8] {
    try everything(in: Armor.decoding(MemorySource(Array(text.utf8))))
  }

  private func armored(_ bytes: [UInt8]) -> String {
    String(decoding: Armor.encode(bytes), as: UTF8.self)
  }

  @Test(arguments: Array(0...150) + boundarySizes)
  func roundTrips(_ size: Int) throws {
    let text = armored(pattern(size))
    #expect(try decode(text) == pattern(size))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 2 + (size + 47) / 48 + 1)
    #expect(lines.dropFirst().dropLast(3).allSatisfy { $0.utf8.count == 64 })
    #expect(lines.last == "")
  }

  @Test func piecesGiveTheSameText() throws {
    var text: [UInt8] = []
    let writer = ArmorWriter { text += $0 }
    try pattern(200_000).withUnsafeBytes { bytes in
      for start in stride(from: 0, to: bytes.count, by: 97) {
        let end = min(bytes.count, start + 97)
        try writer.write(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      }
    }
    try writer.finish()
    #expect(text == Armor.encode(pattern(200_000)))
  }

  @Test func whiteSpaceAround() throws {
    let text = armored(pattern(100))
    for space in ["\n", " ", "\r\n\t \u{b}\u{c}", String(repeating: " \n", count: 2047)] {
      #expect(try decode(space + text + space) == pattern(100))
      let source = MemorySource(Array((space + text + space).utf8))
      #expect(try everything(in: Armor.unwrapped(source)) == pattern(100))
    }
    #expect(try decode(String(text.dropLast())) == pattern(100))
    #expect(try decode(text.replacing("\n", with: "\r\n")) == pattern(100))
  }

  /// What costs its reader minutes is refused before.
  @Test func refusesTooMuchWhiteSpace() throws {
    let text = armored(pattern(100))
    let space = String(repeating: " ", count: 4097)
    for text in [space + text, text + space, space] {
      #expect(throws: AgeError.self) { _ = try decode(text) }
      let source = MemorySource(Array(text.utf8))
      do {
        _ = try everything(in: Armor.unwrapped(source))
        Issue.record("read")
      } catch AgeError.armor {}
    }
  }

  @Test func refusesEverythingElse() throws {
    let text = armored(pattern(150))
    let lines = text.split(separator: "\n").map(String.init)
    func joined(_ change: (inout [String]) -> Void) -> String {
      var lines = lines
      change(&lines)
      return lines.joined(separator: "\n") + "\n"
    }
    let cases = [
      "", "-", "-----", "x" + text, text + "x", text + text,
      joined { $0.removeFirst() }, joined { $0.removeLast() },
      joined { $0.insert("", at: 1) }, joined { $0.insert("", at: 4) },
      joined { $0[0] += " " }, joined { $0[1] += " " }, joined { $0[1] = " " + $0[1] },
      joined { $0[1] += "\r\r" }, joined { $0[1].removeLast(4) }, joined { $0[1] += "AAAA" },
      joined { $0[4].removeLast() }, joined { $0[4] += "=" },
      joined { $0[1] = "=" + $0[1].dropFirst() },
      joined { $0.swapAt(1, 4) }, joined { $0.insert("=yjEF", at: 5) },
      joined { $0[5] = $0[5].lowercased() }, joined { $0[5] += "-" }, joined { $0[5].removeLast() },
      joined { $0[0] = $0[0].replacing("FILE", with: "MESSAGE") },
      joined { $0.insert("Comment: none", at: 1) },
    ]
    for (index, text) in cases.enumerated() {
      let error = #expect(throws: AgeError.self, "\(index)") { try decode(text) }
      #expect(error?.class == .armor, "\(index)")
    }
  }

  /// The spare bits of a last line must be zero, so that the same bytes have only one text.
  @Test func canonical() throws {
    #expect(try decode(armored([0x66])) == [0x66])
    expect(.armor) { _ = try decode(armored([0x66]).replacing("Zg==", with: "Zh==")) }
    expect(.armor) { _ = try decode(armored([0x66]).replacing("Zg==", with: "Zg")) }
  }

  /// `unwrapped` returns binary input unchanged, whatever its first bytes are.
  @Test func binaryPassesThrough() throws {
    let inputs: [[UInt8]] = [
      [], [0x2d], Array("----".utf8), Array("----x-".utf8), pattern(200_000).reversed(),
    ]
    for bytes in inputs {
      let source = try Armor.unwrapped(MemorySource(bytes))
      #expect(try everything(in: source) == bytes)
    }
    for text in [" age-encryption.org/v1\n", "\n", "  \n----"] {
      expect(.header) { _ = try Armor.unwrapped(MemorySource(Array(text.utf8))) }
    }
  }
}
