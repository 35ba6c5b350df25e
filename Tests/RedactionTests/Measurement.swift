import Redaction

/// How much of what was planted is masked, and what is masked where nothing is.
struct Measurement {
  struct Row {
    var planted = 0
    var found = 0
    var sameKind = 0
  }

  private(set) var rows: [Kind: Row] = [:]
  private(set) var misses: [String] = []

  /// An item is found when every letter and digit of it is masked, as whatever kind.
  static func recall(_ corpus: Corpus) throws -> Measurement {
    var found: [Finding] = []
    let redactor = TextRedactor { found.append($0) }
    _ = try run(redactor, corpus.bytes)
    var masked = [Kind?](repeating: nil, count: corpus.bytes.count)
    for finding in found {
      for place in finding.offset..<finding.offset + finding.length { masked[place] = finding.kind }
    }
    var result = Measurement()
    for item in corpus.items {
      let places = item.range.filter { place in
        let byte = corpus.bytes[place]
        return (48...57).contains(byte) || (65...90).contains(byte & 0xdf)
      }
      result.rows[item.kind, default: Row()].planted += 1
      if places.allSatisfy({ masked[$0] != nil }) {
        result.rows[item.kind, default: Row()].found += 1
        if masked[places.first ?? 0] == item.kind {
          result.rows[item.kind, default: Row()].sameKind += 1
        }
      } else {
        let around =
          max(0, item.range.lowerBound - 24)..<min(corpus.bytes.count, item.range.upperBound + 16)
        let texts = [item.range, around].map {
          quoted(String(decoding: corpus.bytes[$0], as: UTF8.self))
        }
        result.misses.append("\(item.kind.name)\t\(texts[0])\tin: \(texts[1])")
      }
    }
    return result
  }

  func share(_ kinds: (Kind) -> Bool) -> Double {
    let chosen = rows.filter { kinds($0.key) }.values
    return Double(chosen.reduce(0) { $0 + $1.found })
      / Double(max(1, chosen.reduce(0) { $0 + $1.planted }))
  }

  /// The table, a kind a line: planted, found, found as what it is.
  var table: String {
    Kind.allCases.compactMap { kind in
      rows[kind].map { row in
        let share = Int((Double(row.found) / Double(row.planted) * 10000).rounded())
        return
          "| \(kind.name) | \(row.planted) | \(row.found) | "
          + "\(share / 100).\(padded(share % 100, 2)) % | \(row.sameKind) |"
      }
    }.joined(separator: "\n")
  }

  static func quoted(_ text: String) -> String {
    text.replacing("\r", with: "\\r").replacing("\n", with: "\\n").replacing("\t", with: "\\t")
  }
}

/// What is masked in a text without anything to mask.
struct FalseAlarms {
  let words: Int
  /// Without a check digit to excuse them.
  private(set) var unforced: [String] = []
  private(set) var forced: [Kind: Int] = [:]
  private(set) var counts: [Kind: Int] = [:]

  init(_ text: String) throws {
    words = CleanText.words(text)
    let bytes = Array(text.utf8)
    var found: [Finding] = []
    let redactor = TextRedactor { found.append($0) }
    _ = try run(redactor, bytes)
    for finding in found {
      counts[finding.kind, default: 0] += 1
      if Planted.checksummed.contains(finding.kind) || finding.kind == .registration {
        forced[finding.kind, default: 0] += 1
      } else {
        let start = max(0, finding.offset - 30)
        let end = min(bytes.count, finding.offset + finding.length + 20)
        unforced.append(
          "\(finding.kind.name)\t\(Measurement.quoted(String(decoding: bytes[start..<end], as: UTF8.self)))"
        )
      }
    }
  }

  var perThousand: Double { Double(unforced.count) * 1000 / Double(words) }

  var table: String {
    (Kind.allCases.compactMap { kind in
      counts[kind].map { "| \(kind.name) | \($0) | \(forced[kind] ?? 0) |" }
    } + ["| words | \(words) | |"]).joined(separator: "\n")
  }
}
