package import Files

/// What a comparison of an original and a redacted picture found.
package struct ProofReport: Sendable {
  /// A reason to say no.
  package enum Finding: Equatable, Sendable {
    /// Size, sampling, quantisation or colours differ: not a redaction of this original.
    case otherPicture(String)
    /// Something beside the picture that is not on the list.
    case foreignData(kind: String, bytes: Int)
    /// The coded data is not as this picture needs it; something may hide there.
    case unexplainedCoding(String)
    /// So many blocks outside the regions are not as they were; the first lies there.
    case changedOutside(blocks: Int, first: Rectangle)
    /// The region still shows the original, or part of it does.
    case notCovered(Rectangle)
    /// What is in the region is not what its surroundings alone lead to.
    case dependsOnOriginal(Rectangle)
    /// No region was named and nothing differs.
    case nothingHidden

    package var code: String {
      switch self {
      case .otherPicture: "other-picture"
      case .foreignData: "foreign-data"
      case .unexplainedCoding: "unexplained-coding"
      case .changedOutside: "changed-outside"
      case .notCovered: "not-covered"
      case .dependsOnOriginal: "depends-on-original"
      case .nothingHidden: "nothing-hidden"
      }
    }

    package var message: String {
      switch self {
      case .otherPicture(let what): "this is no redaction of that original: \(what) differs"
      case .foreignData(let kind, let bytes):
        "the file says more than its picture: \(kind), \(bytes) bytes"
      case .unexplainedCoding(let what): "the coding says more than the picture needs: \(what)"
      case .changedOutside(let blocks, let first):
        "\(blocks) blocks outside the regions were changed, the first at \(first.text)"
      case .notCovered(let place): "\(place.text) still shows the original"
      case .dependsOnOriginal(let place): "what is in \(place.text) may depend on the original"
      case .nothingHidden: "nothing is hidden: the pictures are the same"
      }
    }
  }

  package var findings: [Finding] = []
  /// What was compared is not the original itself but the picture that it becomes.
  package var converted: ConvertibleFormat?
  /// What is proven hidden, in the picture as it is seen.
  package var hidden: [(place: Rectangle, mode: RedactionMode)] = []
  /// Blocks at the edge whose unseen part was overwritten.
  package var scrubbedBlocks = 0
  /// How many bits of the hidden parts the redacted picture may depend on at most.
  package var bits: Int { hidden.count { $0.mode == .pixelate } * Mosaic.bits }
  package var isProven: Bool { findings.isEmpty }

  package var json: JSONObject {
    var members: [(String, JSONValue)] = [
      ("schema", .string("tacita/blur-verification/1")),
      ("proven", .bool(isProven)),
      (
        "findings",
        .array(
          findings.map { finding in
            .object(
              JSONObject([
                ("code", .string(finding.code)), ("message", .string(finding.message)),
              ]))
          })
      ),
      (
        "hidden",
        .array(
          hidden.map { place, mode in
            .object(
              JSONObject([("place", .string(place.text)), ("mode", .string(mode.rawValue))]))
          })
      ),
      ("bitsAtMost", .number(bits)),
      ("scrubbedBlocks", .number(scrubbedBlocks)),
    ]
    if let converted { members.append(("converted", .string(converted.rawValue))) }
    return JSONObject(members)
  }
}
