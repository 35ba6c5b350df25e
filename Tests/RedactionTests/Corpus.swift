import Redaction

/// A text with items planted in it, and where they are.
struct Corpus {
  private(set) var bytes: [UInt8] = []
  private(set) var items: [(kind: Kind, range: Range<Int>, carrier: String)] = []
  private var random: Seeded

  init(seed: UInt64, items count: Int) {
    random = Seeded(seed)
    let kinds = Kind.allCases
    var index = 0
    while items.count < count {
      plant(kinds[index % kinds.count])
      index += 1
      if random.chance(35) { append(Self.filler(&random) + "\n") }
    }
  }

  /// Words of a text without anything to find.
  static func filler(_ random: inout Seeded) -> String { random.pick(Self.prose) }

  private mutating func append(_ text: String) { bytes += Array(text.utf8) }

  private mutating func plant(_ kind: Kind) {
    let carriers: [String] =
      switch random.number(1...10) {
      case 1...6: Self.sentences[kind, default: []]
      case 7: Self.bare[kind] ?? Self.sentences[kind, default: []]
      case 8: [Self.pipes[kind] ?? "| 1 | # | stabiel |\n"]
      case 9: [Self.tabs[kind] ?? "12\t#\tafd 3\n"]
      default: Self.messages[kind] ?? Self.sentences[kind, default: []]
      }
    let carrier = random.pick(carriers)
    var item = Planted.make(kind, &random)
    // A cell and a field hold one line, and begin one.
    let isCell = carrier.contains("|") || carrier.contains("\t") || carrier.hasSuffix("\n")
    if isCell, kind != .mrz { item = Planted.unbroken(item, joint: kind == .address ? ", " : "") }
    if isCell, bytes.last != 0x0a { append("\n") }
    let halves = carrier.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    append(String(halves[0]))
    let start = bytes.count
    append(item)
    items.append((kind, start..<bytes.count - Self.town(item, kind), carrier))
    append(
      String(halves.count > 1 ? halves[1] : "")
        + (carrier.hasSuffix("\n") ? "" : random.pick(["\n", ". ", "\n\n"])))
  }

  /// Bytes of a town's name at the end of an address, which stays.
  private static func town(_ item: String, _ kind: Kind) -> Int {
    guard kind == .address else { return 0 }
    return [" Berlin", " Köln", " Lyon", " Gent"].first { item.hasSuffix($0) }?.utf8.count ?? 0
  }
}
