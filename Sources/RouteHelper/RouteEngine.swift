package import Files
package import Transports

/// What a helper of a route does, call by call. docs/transports.md tells what each promises. Names
/// have been checked: a mailbox is 32 hexadecimal digits, an envelope's name is one, and documents
/// are named in lower-case letters and digits.
///
/// Every call throws ``HelperFault``.
package protocol RouteEngine: AnyObject {
  /// Reaches `route`. `credentials` is the file that the user named.
  func begin(_ route: String, credentials: String?) throws -> RouteFacts
  func checkIsFair() throws
  /// What whoever runs the route should know.
  func check(_ mailbox: String) throws -> [String]
  func prepare(_ mailboxes: [String]) throws
  func put(_ body: IncomingBody, as name: String, into mailbox: String) throws
  func entries(in mailbox: String, _ page: PageRequest) throws -> Page
  func open(_ name: String, in mailbox: String) throws -> OutgoingBody?
  func remove(_ name: String, from mailbox: String) throws
  func retract(_ name: String, from mailbox: String) throws -> Retraction
  func has(_ name: String, in mailbox: String) throws -> Bool
  func publish(_ body: IncomingBody, as kind: PublishedKind, of name: String) throws
  func document(_ kind: PublishedKind, of name: String) throws -> OutgoingBody?
  /// The documents of a kind, with their versions.
  func documents(_ kind: PublishedKind, since moment: Timestamp, _ page: PageRequest) throws -> Page
  func mailboxes(_ page: PageRequest) throws -> Page
  func sweep(_ mailbox: String, now: Timestamp) throws
  /// Whether something may have arrived.
  func wait(for mailbox: String, seconds: Int) throws -> Bool
}

/// What a helper tells of a route that it reached.
package struct RouteFacts {
  /// Whether it is this user who clears away what nobody can open any more.
  package let isOwned: Bool
  /// Seconds between two looks.
  package let polling: Int

  package init(isOwned: Bool, polling: Int) {
    self.isOwned = isOwned
    self.polling = polling
  }
}

/// Why a helper did not do what it was asked.
package struct HelperFault: Error {
  package let trouble: HelperTrouble
  package let reason: String

  package init(_ trouble: HelperTrouble, _ reason: String) {
    self.trouble = trouble
    self.reason = reason
  }
}

/// Which of many names are asked for: up to `limit` after `start`.
package struct PageRequest {
  package let start: String?
  package let limit: Int

  /// The names of this page, of `names` in any order.
  package func page(of names: [String]) -> Page {
    let later = names.filter { name in
      start.map { $0.utf8.lexicographicallyPrecedes(name.utf8) } ?? true
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return Page(
      names: Array(later.prefix(limit)), versions: nil, isComplete: later.count <= limit)
  }

  /// The same of documents by their names, with their versions: other texts for other contents.
  package func page(of documents: [String: String]) -> Page {
    let page = page(of: Array(documents.keys))
    return Page(
      names: page.names, versions: page.names.map { documents[$0] ?? "" },
      isComplete: page.isComplete)
  }
}

/// Names in ascending order of their bytes, and whether these were the last.
package struct Page {
  package let names: [String]
  package let versions: [String]?
  package let isComplete: Bool
}

/// Bytes that come with a question.
package final class IncomingBody {
  package let size: Int
  private(set) var left: Int
  private let input: Descriptor

  init(size: Int, from input: Descriptor) {
    (self.size, left) = (size, size)
    self.input = input
  }

  /// The next bytes, at most `most`; empty at the end.
  package func next(_ most: Int = 1 << 18) throws -> [UInt8] {
    guard left > 0 else { return [] }
    let piece = try input.read(upTo: min(left, most))
    // Whoever asked has ended.
    guard !piece.isEmpty else { throw HelperFault(.failed, "the body broke off") }
    left -= piece.count
    return piece
  }

  /// Whether all of it was taken.
  package var isWhole: Bool { left == 0 }

  func drain() throws { while try !next().isEmpty {} }
}

/// Bytes that go with an answer.
package struct OutgoingBody {
  package let size: Int
  let write: (([UInt8]) throws -> Void) throws -> Void

  /// `write` passes exactly `size` bytes on.
  package init(size: Int, write: @escaping (([UInt8]) throws -> Void) throws -> Void) {
    self.size = size
    self.write = write
  }

  package init(_ bytes: [UInt8]) { self.init(size: bytes.count) { try $0(bytes) } }

  /// All of `file`.
  package init(_ file: Descriptor) throws {
    let size = try file.size() ?? 0
    self.init(size: size) { take in
      var offset = 0
      while offset < size {
        let piece = try [UInt8](unsafeUninitializedCapacity: min(size - offset, 1 << 18)) {
          buffer, filled in
          filled = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        }
        guard !piece.isEmpty else { throw HelperFault(.failed, "a file was cut") }
        try take(piece)
        offset += piece.count
      }
    }
  }
}
