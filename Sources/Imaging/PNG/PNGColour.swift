/// What a PNG says of its colours, as one of few things that any number of pictures say.
struct PNGColour {
  var outcome: ProfileOutcome

  /// `channels` without alpha; `chromaticities` white, red, green, blue as cHRM has them.
  init(
    profile: [UInt8]?, srgb: Bool, gamma: Int, chromaticities: [Int]?, channels: Int
  ) {
    if let profile {
      outcome = ProfileReader.outcome(of: profile, channels: channels)
    } else if srgb {
      outcome = .replaced(.sRGB, exact: true)
    } else if gamma > 0 || chromaticities != nil {
      outcome = Self.described(gamma, chromaticities, channels)
    } else {
      outcome = .none
    }
  }

  private static func described(
    _ gamma: Int, _ chromaticities: [Int]?, _ channels: Int
  ) -> ProfileOutcome {
    let (primaries, distance) = nearest(chromaticities)
    let own = channels == 1 ? .gray : primaries
    let curve = curve(gamma, usual: own.usualCurve)
    return .replaced(
      CanonicalProfile(primaries: own, curve: curve.curve), exact: curve.exact && distance < 2000)
  }

  private static func nearest(
    _ chromaticities: [Int]?
  ) -> (primaries: CanonicalProfile.Primaries, distance: Int) {
    guard let chromaticities, chromaticities.count == 8 else { return (.sRGB, 0) }
    let measured = known.map { primaries, points in
      (primaries, zip(chromaticities.dropFirst(2), points).map { abs($0 - $1) }.reduce(0, +))
    }
    return measured.min { $0.1 < $1.1 } ?? (.sRGB, .max)
  }

  private static let known: [(CanonicalProfile.Primaries, [Int])] = [
    (.sRGB, [64000, 33000, 30000, 60000, 15000, 6000]),
    (.displayP3, [68000, 32000, 26500, 69000, 15000, 6000]),
    (.adobeRGB, [64000, 33000, 21000, 71000, 15000, 6000]),
    (.rec2020, [70800, 29200, 17000, 79700, 13100, 4600]),
    (.proPhoto, [73470, 26530, 15960, 84040, 3660, 10]),
  ]

  private static func curve(
    _ gamma: Int, usual: CanonicalProfile.Curve
  ) -> (curve: CanonicalProfile.Curve, exact: Bool) {
    switch gamma {
    case 0, 43500..<47500: (usual, true)
    case 54000..<57000: (.gamma18, true)
    case 98000..<102_000: (.linear, true)
    case ..<50500: (usual, false)
    case ..<77000: (.gamma18, false)
    default: (.linear, false)
    }
  }
}
