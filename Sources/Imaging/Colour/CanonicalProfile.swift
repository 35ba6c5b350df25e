internal import Files

/// An ICC profile that is the same for everyone: colorants and curve, no text of its owner.
///
/// Written as ICC.1:2010 (version 4.3) with the required tags only.
package struct CanonicalProfile: Equatable, Sendable {
  package enum Primaries: String, CaseIterable, Sendable {
    case sRGB = "srgb"
    case displayP3 = "display-p3"
    case adobeRGB = "adobe-rgb"
    case rec2020 = "rec2020"
    case proPhoto = "prophoto-rgb"
    /// A single channel of brightness.
    case gray
  }

  package enum Curve: String, CaseIterable, Sendable {
    case sRGB = "srgb"
    case rec709 = "rec709"
    case gamma22 = "gamma-2.2"
    case gamma18 = "gamma-1.8"
    case linear
  }

  package var primaries: Primaries
  package var curve: Curve

  /// A stable name: of the colorants alone where the curve is the usual one.
  package var name: String {
    curve == primaries.usualCurve ? primaries.rawValue : "\(primaries.rawValue), \(curve.rawValue)"
  }

  package static let sRGB = CanonicalProfile(primaries: .sRGB, curve: .sRGB)

  package static let all = Primaries.allCases.flatMap { primaries in
    Curve.allCases.map { CanonicalProfile(primaries: primaries, curve: $0) }
  }

  /// The profile as a file.
  package var bytes: [UInt8] {
    var tags: [(name: String, data: [UInt8])] = [
      ("desc", Self.text(name)), ("cprt", Self.text("no rights reserved")),
      ("wtpt", Self.xyz([63190, 65536, 54061])),
    ]
    if primaries == .gray {
      tags.append(("kTRC", curve.parameters))
    } else {
      if primaries != .proPhoto { tags.append(("chad", Self.adaptation)) }
      for (letter, colorant) in zip(["r", "g", "b"], primaries.colorants) {
        tags.append((letter + "XYZ", Self.xyz(colorant)))
        tags.append((letter + "TRC", curve.parameters))
      }
    }
    return header(size: 132 + 12 * tags.count + Self.body(tags).count) + Self.table(tags)
      + Self.body(tags)
  }

  private func header(size: Int) -> [UInt8] {
    var header: [UInt8] = []
    header.append(bigEndian: UInt32(size))
    header += [0, 0, 0, 0, 4, 0x30, 0, 0]
    header += "mntr".utf8
    header += (primaries == .gray ? "GRAY" : "RGB ").utf8
    header += "XYZ ".utf8
    for part: UInt16 in [2020, 1, 1, 0, 0, 0] { header.append(bigEndian: part) }
    header += "acsp".utf8
    header += [UInt8](repeating: 0, count: 28)
    header += Self.numbers([63190, 65536, 54061])
    return header + [UInt8](repeating: 0, count: 128 - header.count)
  }

  private static func table(_ tags: [(name: String, data: [UInt8])]) -> [UInt8] {
    var table: [UInt8] = []
    table.append(bigEndian: UInt32(tags.count))
    var offset = 132 + 12 * tags.count
    for tag in tags {
      table += tag.name.utf8
      table.append(bigEndian: UInt32(offset))
      table.append(bigEndian: UInt32(tag.data.count))
      offset += (tag.data.count + 3) / 4 * 4
    }
    return table
  }

  private static func body(_ tags: [(name: String, data: [UInt8])]) -> [UInt8] {
    tags.flatMap { $0.data + [UInt8](repeating: 0, count: (4 - $0.data.count % 4) % 4) }
  }

  private static func text(_ text: String) -> [UInt8] {
    var data = Array("mluc".utf8) + [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 12]
    data += "enUS".utf8
    data.append(bigEndian: UInt32(2 * text.utf16.count))
    data += [0, 0, 0, 28]
    for unit in text.utf16 { data.append(bigEndian: unit) }
    return data
  }

  private static func xyz(_ values: [Int32]) -> [UInt8] {
    Array("XYZ ".utf8) + [0, 0, 0, 0] + numbers(values)
  }

  static func numbers(_ values: [Int32]) -> [UInt8] {
    var data: [UInt8] = []
    for value in values { data.append(bigEndian: value) }
    return data
  }

  /// From D65 to D50 after Bradford.
  private static let adaptation: [UInt8] =
    Array("sf32".utf8) + [0, 0, 0, 0]
    + numbers([68674, 1502, -3291, 1939, 64912, -1119, -606, 988, 49262])
}

extension CanonicalProfile.Primaries {
  /// Red, green and blue under D50, in 65,536ths; each channel sums to the white point.
  package var colorants: [[Int32]] {
    switch self {
    case .sRGB: [[28576, 14581, 912], [25239, 46983, 6361], [9375, 3972, 46787]]
    case .displayP3: [[33759, 15807, -69], [19135, 45367, 2745], [10296, 4363, 51385]]
    case .adobeRGB: [[39960, 20389, 1276], [13453, 41004, 3989], [9777, 4143, 48795]]
    case .rec2020: [[44137, 18287, -127], [10857, 44259, 1965], [8195, 2989, 52222]]
    case .proPhoto: [[52279, 18878, 0], [8858, 46653, 1], [2053, 5, 54060]]
    case .gray: []
    }
  }

  var usualCurve: CanonicalProfile.Curve {
    switch self {
    case .sRGB, .displayP3: .sRGB
    case .adobeRGB, .gray: .gamma22
    case .rec2020: .rec709
    case .proPhoto: .gamma18
    }
  }
}

extension CanonicalProfile.Curve {
  /// The exponent, then a, b, c and d of ICC.1:2010 10.16, function type 3; or the exponent alone.
  var constants: [Double] {
    switch self {
    case .sRGB: [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]
    case .rec709: [1 / 0.45, 1 / 1.099, 0.099 / 1.099, 1 / 4.5, 0.081]
    case .gamma22: [563.0 / 256]
    case .gamma18: [1.8]
    case .linear: [1]
    }
  }

  fileprivate var parameters: [UInt8] {
    let constants = constants
    return Array("para".utf8) + [0, 0, 0, 0, 0, constants.count == 1 ? 0 : 3, 0, 0]
      + CanonicalProfile.numbers(constants.map { Int32(($0 * 65536).rounded()) })
  }
}
