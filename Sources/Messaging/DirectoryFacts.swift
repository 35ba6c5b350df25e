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
    /// Of ``CardClaims``; empty for what is not a card, and as long as ``isProven`` is false.
    let claims: ArraySlice<UInt8>
    /// Whether the card was verified. Before, only ``text`` is known.
    let isProven: Bool

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
    while let name = field(), let version = field(), let text = field(), let claims = field(),
      let proven = rest.popFirst()
    {
      entries[String(decoding: name, as: UTF8.self)] = Entry(
        version: version, text: text, claims: claims, isProven: proven == 1)
    }
  }

  /// Of each entry: name, version, text and claims, each behind its length in four bytes, and a
  /// byte that is 1 when it is proven.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for (name, entry) in entries {
      for field in [Array(name.utf8)[...], entry.version, entry.text, entry.claims] {
        bytes.append(bigEndian: UInt32(field.count))
        bytes += field
      }
      bytes.append(entry.isProven ? 1 : 0)
    }
    return bytes
  }

  /// What became of the card of `identity`, whose `version` was read.
  enum Reading {
    /// Not verified yet. All that the file says is known, as it is searched.
    case claimed(text: String)
    /// Nil for what is not a card of that identity.
    case proven(CardClaims?)
  }

  /// Brings the facts to those of `published`, asking `read` for cards that are new or changed.
  /// False when they were so already.
  mutating func update(
    _ published: [PublishedDocument], read: (Identity) -> Reading
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
          version: Array(document.version.utf8)[...],
          Identity(document.identity).map(read) ?? .proven(nil))
      }
    }
    isChanged = isChanged || present.count != entries.count
    entries = present
    return isChanged
  }

  /// Verifies, by `read`, the cards that are not proven and mention each of `words`, which are
  /// folded. False when all were proven already.
  mutating func prove(_ words: [[UInt8]], read: (Identity) -> CardClaims?) -> Bool {
    let open = entries.filter { !$0.value.isProven && $0.value.mentions(words) }
    for (name, entry) in open {
      entries[name] = Entry(version: entry.version, .proven(Identity(name).flatMap(read)))
    }
    return !open.isEmpty
  }
}

extension DirectoryFacts.Entry {
  init(version: ArraySlice<UInt8>, _ reading: DirectoryFacts.Reading) {
    self.version = version
    switch reading {
    case .claimed(let text):
      (self.text, claims, isProven) = (Array(text.utf8)[...], [], false)
    case .proven(let claims):
      let text = claims.map { Self.text($0.facts.name, $0.facts.registrations) } ?? ""
      (self.text, self.claims) = (Array(text.utf8)[...], (claims?.bytes ?? [])[...])
      isProven = true
    }
  }

  /// As it is searched.
  static func text(_ name: String, _ registrations: [Registration]) -> String {
    UnicodeText.folded(([name] + registrations.map(\.description)).joined(separator: " "))
  }
}
