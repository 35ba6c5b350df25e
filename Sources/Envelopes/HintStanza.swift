internal import AgeFormat
internal import Files
internal import Identities
internal import Secrets

/// The stanza that lets a recipient find their own among many at the cost of one X25519:
/// `-> tacita-hint <day> <b64 share>`, body = an 8-byte tag for each stanza that follows.
struct HintStanza {
  static let type = "tacita-hint"

  let day: Day
  /// The ephemeral X25519 share, 32 bytes.
  let share: [UInt8]
  let tags: [[UInt8]]

  /// Makes the hint for recipients in the order of their stanzas.
  init(day: Day, hintKeys: [[UInt8]]) throws {
    let ephemeral = RandomBytes.make(X25519.keySize)
    let share = X25519.publicKey(of: ephemeral)
    self.day = day
    self.share = share
    tags = try mapInParallel(hintKeys) { key in
      guard let shared = X25519.agree(secret: ephemeral, publicKey: key) else {
        throw AgeError.key("a hint key of low order")
      }
      return HintTag.tag(shared: shared, share: share, hintKey: key)
    }
  }

  var stanza: Stanza {
    Stanza(
      type: Self.type, arguments: [String(day.number), Base64.text(share)],
      body: Array(tags.joined()))
  }

  /// Reads the hint, which must be the first stanza and the only one of its type; nil when there
  /// is none. Throws ``Refusal/headerFailure(_:)``.
  static func read(_ stanzas: [Stanza]) throws -> HintStanza? {
    let hints = stanzas.indices.filter { stanzas[$0].type == type }
    guard !hints.isEmpty else { return nil }
    guard hints == [0] else { throw Refusal.headerFailure("a hint that is not the first stanza") }
    let stanza = stanzas[0]
    let others = stanzas.count - 1
    guard stanza.arguments.count == 2, let day = day(stanza.arguments[0]),
      let share = Base64.decode(stanza.arguments[1].utf8), share.count == X25519.keySize
    else { throw Refusal.headerFailure("a malformed hint") }
    guard stanza.body.count == HintTag.size * others else {
      throw Refusal.headerFailure("a hint with the wrong number of tags")
    }
    let tags = (0..<others).map { Array(stanza.body[HintTag.size * $0..<HintTag.size * ($0 + 1)]) }
    // Each tag costs its reader an opening, and no two recipients have the same.
    guard Set(tags).count == tags.count else {
      throw Refusal.headerFailure("a hint with equal tags")
    }
    return HintStanza(day: day, share: share, tags: tags)
  }

  private init(day: Day, share: [UInt8], tags: [[UInt8]]) {
    self.day = day
    self.share = share
    self.tags = tags
  }

  /// `0|[1-9][0-9]{0,5}`.
  private static func day(_ text: String) -> Day? {
    guard (1...6).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      text == "0" || !text.hasPrefix("0")
    else { return nil }
    return Int(text).map(Day.init)
  }
}
