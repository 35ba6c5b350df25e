package import Envelopes
internal import Files
internal import Teams

/// What an exported file proves by itself: that the author it names wrote this, then, to these
/// people. Made only when everything that the author signed agrees.
package struct ExportProof: Sendable {
  package let evidence: MessageEvidence
  /// The parts whose content is not in the file, by number.
  package let missing: [Int]
  /// What the file says that no signature of the author covers.
  package let unproven: [String]
}

extension MessageEvidence {
  /// How many parts a reader is shown: all but the documents of teams.
  var shownParts: Int { shownIndices.count }

  /// Their places among all parts.
  var shownIndices: [Int] {
    head.parts.indices.filter { !AuthorityPart.isCarried(head.parts[$0].type) }
  }
}

/// Holds what a file says of a message against what its author signed.
struct SignedFacts {
  let evidence: MessageEvidence
  private var missing: [Int] = []

  /// Throws ``BadEvidence``.
  init(_ text: String?) throws {
    guard let text, let bytes = Base64.decode(text.utf8, padded: true) else {
      throw BadEvidence(reason: "it has no evidence: it was exported without, or it was taken out")
    }
    evidence = try MessageEvidence(bytes: bytes)
  }

  /// Throws ``BadEvidence`` unless `said` is what was signed, called `name`.
  func agree(_ said: String?, _ signed: String?, _ name: String) throws {
    guard said == signed else {
      throw BadEvidence(reason: "\(name) is not what its author signed")
    }
  }

  /// Compares the content of the parts, in order; nil for one that is not in the file.
  mutating func agree(_ contents: [[UInt8]?]) throws {
    let indices = evidence.shownIndices
    guard contents.count == indices.count else {
      throw BadEvidence(reason: "it has other parts than its author signed")
    }
    for (index, content) in zip(indices, contents) {
      guard let content else {
        missing.append(index)
        continue
      }
      try agree(content, asPart: index)
    }
  }

  /// Compares the content of part `index`.
  func agree(_ content: [UInt8], asPart index: Int) throws {
    guard evidence.isPart(index, content) else {
      let name = index == 0 ? "the text" : "part \(index)"
      throw BadEvidence(reason: "\(name) is not what its author signed")
    }
  }

  func proof(unproven: [String]) -> ExportProof {
    ExportProof(evidence: evidence, missing: missing, unproven: unproven)
  }
}
