/// SplitMix64: the same numbers on every machine.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  mutating func pick<Element>(_ list: [Element]) -> Element { list[number(0...list.count - 1)] }
  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
  mutating func digits(_ count: Int) -> [Int] { (0..<count).map { _ in number(0...9) } }
}

extension [Int] {
  var text: String { map(String.init).joined() }

  /// In groups of these lengths, joined by `mark`; what is left over is the last group.
  func grouped(_ lengths: [Int], _ mark: String) -> String {
    var (rest, groups) = (self[...], [String]())
    for length in lengths {
      groups.append(Array(rest.prefix(length)).text)
      rest = rest.dropFirst(length)
    }
    if !rest.isEmpty { groups.append(Array(rest).text) }
    return groups.joined(separator: mark)
  }
}

func padded(_ value: Int, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}
