internal import Files
internal import Identities
internal import Transports

/// What the cards on a route said when they were last read, so that only those that changed are
/// read again. It never holds a colour: whom a home believes is asked anew each time.
struct DirectoryFacts {
  struct Entry {
    /// As the route told it when the card was read.
    let version: ArraySlice<UInt8>
    /// Name and registrations as they are searched; empty for what is not a card.
    let text: ArraySlice<UInt8>
    /// Of ``CardClaims``; empty for what is not a card.
    let claims: ArraySlice<UInt8>

    /// Whether each of `words`, which are folded, is in ``text``.
    func mentions(_ words: [[UInt8]]) -> Bool {
      words.allSatisfy { word in
        text.indices.contains { text[$0...].starts(with: word) } || word.isEmpty
      }
    }
  }

  private(set) var entries: [String: Entry] = [:]

  /// Reads ``bytes`` back. What cannot be read counts as nothing: it is read from the route again.
  init(_ bytes: [UInt8]) {
    var rest = bytes[...]
    func field() -> ArraySlice<UInt8>? {
      guard rest.count >= 4 else { return nil }
      let count = Int(rest.prefix(4).bigEndianInteger)
      rest = rest.dropFirst(4)
      guard rest.count >= count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    while let name = field(), let version = field(), let text = field(), let claims = field() {
      entries[String(decoding: name, as: UTF8.self)] = Entry(
        version: version, text: text, claims: claims)
    }
  }

  /// Of each entry: name, version, text and claims, each behind its length in four bytes.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for (name, entry) in entries {
      for field in [Array(name.utf8)[...], entry.version, entry.text, entry.claims] {
        bytes.append(bigEndian: UInt32(field.count))
        bytes += field
      }
    }
    return bytes
  }

  /// Brings the facts to those of `published`, asking `read` for cards that are new or changed.
  /// False when they were so already.
  mutating func update(
    _ published: [PublishedDocument], read: (Identity) -> CardClaims?
  ) -> Bool {
    var (present, isChanged) = ([String: Entry](minimumCapacity: published.count), false)
    for document in published {
      if let known = entries[document.identity],
        known.version.elementsEqual(document.version.utf8)
      {
        present[document.identity] = known
      } else {
        isChanged = true
        present[document.identity] = Entry(
          version: document.version, Identity(document.identity).flatMap(read))
      }
    }
    isChanged = isChanged || present.count != entries.count
    entries = present
    return isChanged
  }
}

extension DirectoryFacts.Entry {
  init(version: String, _ claims: CardClaims?) {
    self.init(
      version: Array(version.utf8)[...],
      text: Array((claims.map { Self.text($0.facts) } ?? "").utf8)[...],
      claims: (claims?.bytes ?? [])[...])
  }

  private static func text(_ facts: Card.Facts) -> String {
    UnicodeText.folded(
      ([facts.name] + facts.registrations.map(\.description)).joined(separator: " "))
  }
}
