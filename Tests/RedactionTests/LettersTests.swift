import Foundation
import Redaction
import Testing

/// What a patient's file finds: in 2,000 letters about ten patients, and in words about nobody.
@Suite struct LettersTests {
  @Test("mentions of the patient are masked") func mentions() throws {
    var random = Seeded(20_261_126)
    var rows: [Kind: (planted: Int, found: Int)] = [:]
    var misses: [String] = []
    for index in 0..<2000 {
      let patient = Letters.patient(index, &random)
      let letter = Letters(patient, mentions: 5, &random)
      var found: [Finding] = []
      let given = GivenTerms([try GivenFile(patient: Array(patient.file.utf8))])
      _ = try run(TextRedactor(given: given) { found.append($0) }, letter.bytes)
      var masked = [Bool](repeating: false, count: letter.bytes.count)
      for finding in found {
        for place in finding.offset..<finding.offset + finding.length { masked[place] = true }
      }
      for mention in letter.mentions {
        rows[mention.kind, default: (0, 0)].planted += 1
        let isMasked = mention.range.allSatisfy { place in
          let byte = letter.bytes[place]
          let isLetter = (48...57).contains(byte) || (65...90).contains(byte & 0xdf)
          return !isLetter || masked[place]
        }
        if isMasked {
          rows[mention.kind, default: (0, 0)].found += 1
        } else {
          misses.append(String(decoding: letter.bytes[mention.range], as: UTF8.self))
        }
      }
    }
    let (planted, found) = rows.values.reduce((0, 0)) { ($0.0 + $1.planted, $0.1 + $1.found) }
    let table = rows.map { "| \($0.key.name) | \($0.value.planted) | \($0.value.found) |" }.sorted()
    if let folder = ProcessInfo.processInfo.environment["TACITA_REDACTION_TABLES"] {
      try Data((table.joined(separator: "\n") + "\n").utf8).write(
        to: URL(filePath: folder).appending(path: "letters.txt"))
    }
    #expect(
      Double(found) / Double(planted) >= 0.995,
      "\(found) of \(planted)\n\(misses.prefix(60).joined(separator: "\n"))")
  }

  @Test("a text about nobody has no names in it") func nobody() throws {
    let text = CleanText.make(seed: 11, words: 100_000)
    var random = Seeded(3)
    // All ten patients at once.
    let files = try (0..<10).map {
      try GivenFile(patient: Array(Letters.patient($0, &random).file.utf8))
    }
    var found: [Finding] = []
    _ = try run(TextRedactor(given: GivenTerms(files)) { found.append($0) }, Array(text.utf8))
    let alarms = found.count { $0.reason == .given }
    #expect(alarms <= 10, "\(alarms) in \(CleanText.words(text)) words")
    if let folder = ProcessInfo.processInfo.environment["TACITA_REDACTION_TABLES"] {
      try Data("\(alarms) in \(CleanText.words(text))\n".utf8).write(
        to: URL(filePath: folder).appending(path: "letters-false.txt"))
    }
  }
}
