/// Proves afterwards that a redacted picture says nothing of what was hidden.
///
/// The file may hold only what is on the list; outside the regions everything must be as in the
/// original; and inside, exactly what the surroundings lead to when the original's inside is wiped
/// before it is computed again.
package struct Verifier: Sendable {
  /// Regions, and arrows with their colour and width, as they were asked for. Without regions
  /// those are judged that differ.
  package let options: RedactionOptions
  private let decoder: PictureDecoder?

  /// `decoder` reads an original that was converted.
  package init(_ options: RedactionOptions, decoder: PictureDecoder? = nil) {
    self.options = options
    self.decoder = decoder
  }

  /// Throws ``ImagingError`` when a picture cannot be read; a bad redaction is a finding.
  package func compare(original: [UInt8], redacted: [UInt8]) throws -> ProofReport {
    guard !VideoCoder.takes(original), !VideoCoder.takes(redacted) else {
      throw ImagingError.notForVideos("a proof")
    }
    let shared = try PictureFormat(of: redacted)
    switch (try PictureSource(of: original), shared) {
    case (.own(.jpeg), .jpeg):
      return try JPEGProof(options: options, original: original, redacted: redacted).run()
    case (.own(.png), .png):
      return try PNGProof(options: options, redacted: redacted).run(original: original)
    case (.converted(let format), _):
      return try ConvertedProof(options: options, decoder: decoder, redacted: redacted)
        .run(original, from: format, as: shared)
    case (.own, _), (.video, _):
      var report = ProofReport()
      report.findings.append(.otherPicture("the format"))
      return report
    }
  }

  /// Rectangles that hold all of `units` that hang together, none touching another. When they are
  /// more than can be told, one that holds all.
  static func hulls(_ units: [(x: Int, y: Int)]) -> [Rectangle] {
    var hulls: [Rectangle] = []
    for unit in units {
      if hulls.count > Limits.differences { return [hull(units)] }
      var hull = Rectangle(left: unit.x, top: unit.y, right: unit.x + 1, bottom: unit.y + 1)
      while let index = hulls.firstIndex(where: { $0.touches(hull) }) {
        let other = hulls.remove(at: index)
        hull = Rectangle(
          left: min(hull.left, other.left), top: min(hull.top, other.top),
          right: max(hull.right, other.right), bottom: max(hull.bottom, other.bottom))
      }
      hulls.append(hull)
    }
    return hulls
  }

  private static func hull(_ units: [(x: Int, y: Int)]) -> Rectangle {
    Rectangle(
      left: units.map(\.x).min() ?? 0, top: units.map(\.y).min() ?? 0,
      right: (units.map(\.x).max() ?? 0) + 1, bottom: (units.map(\.y).max() ?? 0) + 1)
  }
}

extension Rectangle {
  fileprivate func touches(_ other: Rectangle) -> Bool {
    left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom
  }
}
