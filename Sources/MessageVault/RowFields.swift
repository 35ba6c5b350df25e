internal import Files
internal import Identities

/// Identities that were read before, by their public key.
typealias KnownIdentities = [[UInt8]: Identity]

/// Reads the fields of an opened column one after another. Throws ``VaultError/damaged(_:)`` with
/// the column's name.
struct RowFields {
  private var rest: ArraySlice<UInt8>
  private let column: String
  private(set) var identities: KnownIdentities

  init(_ bytes: ArraySlice<UInt8>, of column: String, _ identities: KnownIdentities = [:]) {
    rest = bytes
    self.column = column
    self.identities = identities
  }

  private var damage: VaultError { .damaged(column) }

  mutating func take(_ count: Int) throws -> [UInt8] {
    guard rest.count >= count else { throw damage }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func number(_ count: Int) throws -> Int {
    guard let number = Int(exactly: try take(count).bigEndianInteger) else {
      throw damage
    }
    return number
  }

  mutating func time() throws -> Timestamp { Timestamp(unix: try number(8)) }

  /// One byte of length, then so many of UTF-8.
  mutating func text() throws -> String { String(decoding: try take(try number(1)), as: UTF8.self) }

  mutating func identity() throws -> Identity {
    let key = try take(32)
    if let known = identities[key] { return known }
    guard let identity = Identity(publicKey: key) else { throw damage }
    identities[key] = identity
    return identity
  }
}

extension [UInt8] {
  /// A text of at most 255 bytes with its length before it.
  mutating func append(text: String) {
    append(UInt8(text.utf8.count))
    self += text.utf8
  }
}
