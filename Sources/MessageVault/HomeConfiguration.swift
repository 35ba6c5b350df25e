package import Files

/// `config.json`: what a locked home needs to fetch mail. Nothing in it grants trust.
package struct HomeConfiguration: Sendable {
  static let schema = "tacita/config/1"

  /// The route of mail, like `spool:/srv/ward`; nil when mail travels by hand.
  package var route: String?
  /// The file with the secrets that the route asks for; nil when it asks for none.
  package var credentials: String?
  /// 32 hexadecimal digits: the box in which mail for this home arrives.
  package var mailbox: String

  /// A route that the home used before. It is read until it is empty, and at least until `until`.
  package struct Former: Sendable {
    package var route: String
    package var credentials: String?
    package var until: Timestamp

    package init(route: String, credentials: String?, until: Timestamp) {
      (self.route, self.credentials, self.until) = (route, credentials, until)
    }

    fileprivate init(json: JSONObject) throws {
      self.init(
        route: try json.string("route"),
        credentials: try json.optional("credentials", JSONObject.string),
        until: try json.time("until"))
    }

    fileprivate var json: JSONObject {
      JSONObject([
        "credentials": credentials.map { .string($0) }, "route": .string(route),
        "until": .string(until.description),
      ])
    }
  }

  package var former: Former?

  package init(route: String?, credentials: String? = nil, mailbox: String) {
    self.route = route
    self.credentials = credentials
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
        route: try json.optional("route", JSONObject.string),
        credentials: try json.optional("routeCredentials", JSONObject.string),
        mailbox: try json.string("mailbox"))
      former = try json.optional("former", JSONObject.object).map(Former.init)
    } catch let error as JSONError {
      throw VaultError.damaged("config.json: \(error)")
    }
  }

  package func write(_ home: Home, replacing: Bool = true) throws {
    let json = JSONObject([
      "former": former.map { .object($0.json) }, "schema": .string(Self.schema),
      "route": route.map { .string($0) },
      "routeCredentials": credentials.map { .string($0) },
      "mailbox": .string(mailbox),
    ])
    try AtomicFile.write(
      CanonicalJSON.encode(json) + [0x0a], to: home.configuration, replacing: replacing)
  }
}
