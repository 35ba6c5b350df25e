internal import Files
internal import Secrets

/// A person as this protocol knows one: an Ed25519 public key, written as lower-case Bech32 under
/// `tacita` (section 1). There is no such value for a key that is not canonical, not on the curve
/// or of small order.
package struct Identity: Sendable {
  /// 32 bytes.
  package let publicKey: [UInt8]

  /// `tacita1…`, 65 characters of ASCII.
  package let description: String

  package init?(publicKey: [UInt8]) {
    guard Ed25519.isAcceptable(publicKey: publicKey) else { return nil }
    self.publicKey = publicKey
    description = Bech32.encode(hrp: "tacita", publicKey)
  }

  package var fingerprint: Fingerprint { Fingerprint(of: publicKey) }
}

extension Identity: LosslessStringConvertible {
  package init?(_ text: String) {
    guard let publicKey = Bech32.decode(hrp: "tacita", text),
      Ed25519.isAcceptable(publicKey: publicKey)
    else { return nil }
    self.publicKey = publicKey
    description = text
  }
}

extension Identity {
  /// One that was looked at before it was stored where nobody else can write: whether the key is
  /// acceptable is not asked again, which takes most of the time of reading a contact.
  package init?(stored text: String) {
    guard let publicKey = Bech32.decode(hrp: "tacita", text), publicKey.count == 32 else {
      return nil
    }
    self.publicKey = publicKey
    description = text
  }
}

extension Identity: Hashable {
  package static func == (left: Self, right: Self) -> Bool { left.publicKey == right.publicKey }
  package func hash(into hasher: inout Hasher) { hasher.combine(publicKey) }
}

/// Ordered by the text, as lists of recipients are; the alphabet of Bech32 is not in the order of
/// the bytes it stands for.
extension Identity: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }
}

/// What two people read to each other to learn whether they mean the same key: six groups of five
/// digits, 100 bits of SHA-512 (section 1).
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(of publicKey: [UInt8]) {
    let hash = SHA512.hash(Array("tacita/v1/fingerprint".utf8) + [0] + publicKey)
    description = (0..<6).map { group in
      padded(Int(hash[5 * group..<5 * group + 5].bigEndianInteger % 100_000), 5)
    }.joined(separator: " ")
  }

  /// Digits of a whole fingerprint.
  package static let digits = 30

  /// The digits in what somebody typed, when it is digits, blanks and hyphens alone; else nil.
  package static func digits(in typed: String) -> Int? {
    let rest = typed.filter { !$0.isWhitespace && $0 != "-" }
    return rest.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? rest.utf8.count : nil
  }

  /// Whether somebody typed these thirty digits, in whatever groups.
  package func matches(_ typed: String) -> Bool {
    typed.filter { !$0.isWhitespace && $0 != "-" }.utf8.elementsEqual(
      description.filter { $0 != " " }.utf8)
  }
}
