package import Files

/// What a receipt says of one message (section 9).
package struct ReceiptEntry: Sendable, Equatable {
  /// What happened to a copy before it was recalled.
  package struct Uses: OptionSet, Sendable, Hashable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let seen = Uses(rawValue: 1)
    package static let exported = Uses(rawValue: 2)
    package static let forwarded = Uses(rawValue: 4)

    fileprivate static let keys: [(String, Uses)] = [
      ("seen", .seen), ("exported", .exported), ("forwarded", .forwarded),
    ]
  }

  package enum State: Sendable, Equatable {
    /// Committed to a home.
    case delivered
    /// A person acted: takes it on, or does not.
    case acknowledged, declined
    /// The copy that was recalled is gone.
    case recalled(Uses)
    /// The copy that was recalled stays, marked.
    case kept(Uses)
    /// A state of a later version, which is ignored.
    case unknown(String)

    package var word: String {
      switch self {
      case .delivered: "delivered"
      case .acknowledged: "acknowledged"
      case .declined: "declined"
      case .recalled: "recalled"
      case .kept: "kept"
      case .unknown(let word): word
      }
    }

    fileprivate var uses: Uses? {
      switch self {
      case .recalled(let uses), .kept(let uses): uses
      case .delivered, .acknowledged, .declined, .unknown: nil
      }
    }
  }

  /// The message's id, 16 bytes.
  package var id: [UInt8]
  /// The message's digest, 32 bytes (``MessageDigest``).
  package var digest: [UInt8]
  package var state: State
  package var at: Timestamp

  package init(id: [UInt8], digest: [UInt8], state: State, at: Timestamp) {
    self.id = id
    self.digest = digest
    self.state = state
    self.at = at
  }

  /// Reads one entry of `about`. Throws ``JSONError``.
  init(_ object: JSONObject) throws {
    id = try object.hex("id", bytes: 16)
    digest = try object.hex("digest", bytes: 32)
    at = try object.time("at")
    func uses() throws -> Uses {
      try Uses.keys.reduce(into: []) { if try object.bool($1.0) { $0.insert($1.1) } }
    }
    switch try object.string("state") {
    case "delivered": state = .delivered
    case "acknowledged": state = .acknowledged
    case "declined": state = .declined
    case "recalled": state = .recalled(try uses())
    case "kept": state = .kept(try uses())
    case let word: state = .unknown(word)
    }
  }

  var object: JSONObject {
    var object = JSONObject([
      "at": .string(at.description), "digest": .string(digest.hex), "id": .string(id.hex),
      "state": .string(state.word),
    ])
    if let uses = state.uses {
      for (key, use) in Uses.keys { object[key] = .bool(uses.contains(use)) }
    }
    return object
  }
}
