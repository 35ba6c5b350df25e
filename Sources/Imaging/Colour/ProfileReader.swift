internal import Files
internal import Glibc

/// Finds which canonical profile stands nearest to an ICC profile.
struct ProfileReader {
  private let bytes: [UInt8]
  private var tags: [String: Range<Int>] = [:]

  /// What becomes of `profile` in a picture of so many colour channels, alpha not counted.
  static func outcome(of profile: [UInt8], channels: Int) -> ProfileOutcome {
    guard let reader = ProfileReader(profile) else { return .dropped }
    switch (reader.space, channels) {
    case ("RGB ", 3): return reader.rgb()
    case ("GRAY", 1): return reader.gray("kTRC")
    // A profile for colours in a gray picture: only its brightness means anything.
    case ("RGB ", 1): return reader.gray("gTRC")
    default: return .dropped
    }
  }

  private init?(_ bytes: [UInt8]) {
    guard bytes.count >= 132, bytes[36..<40].elementsEqual("acsp".utf8) else { return nil }
    self.bytes = bytes
    let count = Int(bytes[128..<132].bigEndianInteger)
    guard count <= 200, bytes.count >= 132 + 12 * count else { return nil }
    for index in 0..<count {
      let entry = 132 + 12 * index
      let offset = Int(bytes[entry + 4..<entry + 8].bigEndianInteger)
      let size = Int(bytes[entry + 8..<entry + 12].bigEndianInteger)
      guard offset + size <= bytes.count else { continue }
      tags[String(decoding: bytes[entry..<entry + 4], as: UTF8.self)] = offset..<offset + size
    }
  }

  private var space: String { String(decoding: bytes[16..<20], as: UTF8.self) }

  private func rgb() -> ProfileOutcome {
    guard let red = xyz("rXYZ"), let green = xyz("gXYZ"), let blue = xyz("bXYZ") else {
      return .replaced(.sRGB, exact: false)
    }
    let own = red + green + blue
    let (primaries, distance) = Self.nearest(
      CanonicalProfile.Primaries.allCases.filter { $0 != .gray }
    ) { primaries in
      let canonical = primaries.colorants.joined().map { Double($0) / 65536 }
      return zip(own, canonical).map { abs($0 - $1) }.reduce(0, +)
    }
    let (curve, exact) = curve("rTRC", usual: primaries.usualCurve)
    return .replaced(
      CanonicalProfile(primaries: primaries, curve: curve), exact: exact && distance < 0.02)
  }

  private func gray(_ tag: String) -> ProfileOutcome {
    let (curve, exact) = curve(tag, usual: .gamma22)
    return .replaced(CanonicalProfile(primaries: .gray, curve: curve), exact: exact)
  }

  private static func nearest<Item>(
    _ items: [Item], _ distance: (Item) -> Double
  ) -> (item: Item, distance: Double) {
    let measured = items.map { (item: $0, distance: distance($0)) }
    return measured.dropFirst().reduce(measured[0]) { $1.distance < $0.distance ? $1 : $0 }
  }

  private func xyz(_ name: String) -> [Double]? {
    guard let place = tags[name], place.count >= 20,
      bytes[place].starts(with: "XYZ ".utf8)
    else { return nil }
    return (0..<3).map { fixed(at: place.lowerBound + 8 + 4 * $0) }
  }

  private func fixed(at offset: Int) -> Double {
    Double(Int32(truncatingIfNeeded: bytes[offset..<offset + 4].bigEndianInteger)) / 65536
  }

  /// The canonical curve nearest to a tag's, compared as an eye would, and whether it is the same.
  private func curve(
    _ name: String, usual: CanonicalProfile.Curve
  ) -> (CanonicalProfile.Curve, exact: Bool) {
    let places = [0.03, 0.06, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9]
    let own = places.compactMap { value(of: name, at: $0) }
    guard own.count == places.count else { return (usual, false) }
    let (curve, distance) = Self.nearest(CanonicalProfile.Curve.allCases) { curve in
      zip(places, own).map { place, value in
        let canonical = Self.parametric(curve.constants, at: place)
        return abs(pow(max(value, 0), 1 / 2.2) - pow(canonical, 1 / 2.2))
      }.reduce(0, +)
    }
    return (curve, distance < 0.04)
  }

  /// The linear light that a tone curve gives for `place`, 0 to 1.
  private func value(of name: String, at place: Double) -> Double? {
    guard let range = tags[name], range.count >= 12 else { return nil }
    let start = range.lowerBound
    if bytes[range].starts(with: "para".utf8) {
      let count = [0: 1, 1: 3, 2: 4, 3: 5, 4: 7][Int(bytes[start + 9])] ?? 0
      guard count > 0, range.count >= 12 + 4 * count else { return nil }
      var constants = (0..<count).map { fixed(at: start + 12 + 4 * $0) }
      if count == 3 || count == 4 {
        // Types 1 and 2 are zero or constant below −b/a, which no real profile reaches far into.
        constants = [constants[0], constants[1], constants[2], 0, -constants[2] / constants[1]]
      }
      return Self.parametric(constants, at: place)
    }
    guard bytes[range].starts(with: "curv".utf8) else { return nil }
    let count = Int(bytes[start + 8..<start + 12].bigEndianInteger)
    guard range.count >= 12 + 2 * count else { return nil }
    func entry(_ index: Int) -> Double {
      let place = start + 12 + 2 * index
      return Double(bytes[place..<place + 2].bigEndianInteger)
    }
    switch count {
    case 0: return place
    case 1: return pow(place, entry(0) / 256)
    default:
      let position = place * Double(count - 1)
      let lower = Int(position)
      let share = position - Double(lower)
      return (entry(lower) * (1 - share) + entry(min(lower + 1, count - 1)) * share) / 65535
    }
  }

  private static func parametric(_ constants: [Double], at place: Double) -> Double {
    guard constants.count >= 5 else { return pow(place, constants[0]) }
    if place < constants[4] { return max(constants[3] * place, 0) }
    return pow(max(constants[1] * place + constants[2], 0), constants[0])
  }
}
