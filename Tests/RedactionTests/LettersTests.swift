import Foundation
import Redaction
import Testing

/// What patients' files find: in letters about ten patients each, in four languages, and in words
/// about nobody. `TACITA_CASES=full` reads 2,000 letters.
@Suite struct LettersTests {
  private static let isFull = ProcessInfo.processInfo.environment["TACITA_CASES"] == "full"

  /// What letters of one language came to.
  private struct Result {
    var rows: [Kind: (planted: Int, found: Int)] = [:]
    var words = 0
    var misses: [String] = []
    var alarms: [String] = []
    var planted: Int { rows.values.reduce(0) { $0 + $1.planted } }
    var found: Int { rows.values.reduce(0) { $0 + $1.found } }
  }

  @Test("mentions of ten patients are masked, and nothing else", arguments: 0..<4)
  func mentions(_ index: Int) throws {
    let language = Letters.languages[index]
    var random = Seeded(20_261_126 + UInt64(index))
    var result = Result()
    for _ in 0..<(Self.isFull ? 500 : 25) {
      let patients = (0..<10).map { _ in Letters.patient(language, &random) }
      let letter = Letters(patients, in: language, mentions: 5, &random)
      try measure(letter, patients, &result)
    }
    let names = ["nl", "en", "fr", "de"]
    let table = result.rows.map { "\($0.key.name)\t\($0.value.planted)\t\($0.value.found)" }
    try write(
      (table.sorted() + ["false\t\(result.words)\t\(result.alarms.count)"]).joined(separator: "\n"),
      to: "letters-\(names[index]).txt")
    try write(
      (result.misses + ["", "false:"] + result.alarms).joined(separator: "\n"),
      to: "letters-\(names[index])-misses.txt")
    #expect(
      Double(result.found) / Double(result.planted) >= 0.995,
      "\(result.found) of \(result.planted)\n\(result.misses.prefix(40).joined(separator: "\n"))")
    #expect(
      result.alarms.count * 10000 <= result.words,
      "\(result.alarms.count) in \(result.words)\n\(result.alarms.prefix(40).joined(separator: "\n"))"
    )
  }

  private func measure(
    _ letter: Letters, _ patients: [Letters.Patient], _ result: inout Result
  ) throws {
    var found: [Finding] = []
    let given = GivenTerms(try patients.map { try GivenFile(patient: Array($0.file.utf8)) })
    _ = try run(TextRedactor(given: given) { found.append($0) }, letter.bytes)
    var masked = [Bool](repeating: false, count: letter.bytes.count)
    for finding in found {
      for place in finding.offset..<finding.offset + finding.length { masked[place] = true }
    }
    var isMention = [Bool](repeating: false, count: letter.bytes.count)
    for place in letter.around.joined() { isMention[place] = true }
    for mention in letter.mentions {
      result.rows[mention.kind, default: (0, 0)].planted += 1
      let isMasked = mention.range.allSatisfy { place in
        let byte = letter.bytes[place]
        let isLetter = (48...57).contains(byte) || (65...90).contains(byte & 0xdf)
        return !isLetter || masked[place]
      }
      if isMasked {
        result.rows[mention.kind, default: (0, 0)].found += 1
      } else {
        result.misses.append(around(letter, mention.range))
      }
    }
    result.words += letter.words
    for finding in found where finding.reason == .given {
      let range = finding.offset..<finding.offset + finding.length
      if !range.contains(where: { isMention[$0] }) { result.alarms.append(around(letter, range)) }
    }
  }

  private func around(_ letter: Letters, _ range: Range<Int>) -> String {
    let wide =
      max(0, range.lowerBound - 24)..<min(letter.bytes.count, range.upperBound + 16)
    return [range, wide].map {
      Measurement.quoted(String(decoding: letter.bytes[$0], as: UTF8.self))
    }.joined(separator: "\tin: ")
  }

  private func write(_ text: String, to name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["TACITA_REDACTION_TABLES"] else {
      return
    }
    try Data((text + "\n").utf8).write(to: URL(filePath: folder).appending(path: name))
  }

  @Test("a text about nobody has no names in it") func nobody() throws {
    let text = CleanText.make(seed: 11, words: 100_000)
    var random = Seeded(3)
    // Forty patients at once.
    let files = try Letters.languages.flatMap { language in
      try (0..<10).map { _ in
        try GivenFile(patient: Array(Letters.patient(language, &random).file.utf8))
      }
    }
    var found: [Finding] = []
    _ = try run(TextRedactor(given: GivenTerms(files)) { found.append($0) }, Array(text.utf8))
    let alarms = found.count { $0.reason == .given }
    #expect(alarms <= 10, "\(alarms) in \(CleanText.words(text)) words")
    try write("\(CleanText.words(text))\t\(alarms)", to: "letters-false.txt")
  }
}
