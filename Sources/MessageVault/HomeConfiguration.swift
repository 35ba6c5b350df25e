internal import Files

/// `config.json`: what a locked home needs to fetch mail. Nothing in it grants trust.
package struct HomeConfiguration: Sendable {
  static let schema = "tacita/config/1"

  /// The route of mail, like `spool:/srv/ward`; nil when mail travels by hand.
  package var route: String?
  /// 32 hexadecimal digits: the box in which mail for this home arrives.
  package var mailbox: String

  package init(route: String?, mailbox: String) {
    self.route = route
    self.mailbox = mailbox
  }

  package static func read(_ home: Home) throws -> HomeConfiguration {
    guard let bytes = try Descriptor.reading(home.configuration).readAll(limit: 65536) else {
      throw VaultError.damaged("config.json: too long")
    }
    return try HomeConfiguration(bytes: bytes)
  }

  /// The content of the file. Throws ``VaultError``.
  package init(bytes: [UInt8]) throws {
    do {
      let json = try JSONParser.object(bytes)
      let schema = try json.string("schema")
      guard schema == Self.schema else { throw VaultError.newerHome(found: schema) }
      _ = try json.hex("mailbox", bytes: 16)
      self.init(
        route: try json.optional("route", JSONObject.string), mailbox: try json.string("mailbox"))
    } catch let error as JSONError {
      throw VaultError.damaged("config.json: \(error)")
    }
  }

  package func write(_ home: Home, replacing: Bool = true) throws {
    let json = JSONObject([
      "schema": .string(Self.schema), "route": route.map { .string($0) },
      "mailbox": .string(mailbox),
    ])
    try AtomicFile.write(
      CanonicalJSON.encode(json) + [0x0a], to: home.configuration, replacing: replacing)
  }
}
