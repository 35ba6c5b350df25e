internal import Files
internal import Glibc
internal import RouteHelper
internal import Transports

/// A folder that rclone reaches, laid out as a spool folder is: some may mount it, and others reach
/// it by rclone.
///
///     cards/<identity>.card  cards/<identity>.revocation
///     mailboxes/<mailbox>/tmp/…   new/<unix ms>-<16 hex>.age
final class RcloneEngine: RouteEngine {
  private let rclone: Rclone
  private var root = ""
  private var cards: (listing: [String: Listed], until: Int)?
  private var arrived: [String: (names: Set<String>, until: Int)] = [:]
  private var prepared: Set<String> = []

  /// How many milliseconds a listing is used for.
  private static let memory = 3000
  /// Bytes of an envelope that is fetched into memory; larger ones are fetched to the disk.
  private static let mostInMemory = 16 << 20

  init(_ rclone: Rclone) { self.rclone = rclone }

  func begin(_ route: String, credentials: String?) throws -> RouteFacts {
    guard route.hasPrefix("rclone:"), let colon = route.dropFirst(7).firstIndex(of: ":"),
      colon > route.index(route.startIndex, offsetBy: 7)
    else { throw HelperFault(.unusable, "a route is rclone:REMOTE:PATH") }
    root = String(route.dropFirst(7))
    while root.hasSuffix("/"), !root.hasSuffix(":/") { root.removeLast() }
    // A remote that begins with - would be an option, and one with = a setting.
    guard !root.hasPrefix("-"), !root.hasPrefix(":") else {
      throw HelperFault(.unusable, "a route names a remote of rclone's configuration")
    }
    guard try rclone.run(["lsf", "--max-depth", "1", "--dirs-only", root]) else {
      throw HelperFault(.unreachable, "\(root) is not there")
    }
    return RouteFacts(isOwned: try credentials.map(Self.isOwner) ?? false, polling: 15)
  }

  /// The file has one line: `owner = yes`.
  private static func isOwner(_ path: String) throws -> Bool {
    let bytes = try Descriptor.reading(path).readAll(limit: 4096) ?? []
    let words = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    guard words == "owner=yes" else {
      throw HelperFault(.unusable, "\(path) may have the line “owner = yes”, and nothing else")
    }
    return true
  }

  private func place(_ words: String...) -> String {
    (root.hasSuffix(":") || root.hasSuffix("/") ? root : root + "/") + words.joined(separator: "/")
  }

  func checkIsFair() throws {}

  func check(_ mailbox: String) throws -> [String] {
    _ = try names(place("mailboxes", mailbox, "new"))
    return []
  }

  func prepare(_ mailboxes: [String]) throws {
    let missing = mailboxes.filter { !prepared.contains($0) }
    guard !missing.isEmpty else { return }
    let there = Set(try folders(place("mailboxes")))
    for mailbox in missing {
      if !there.contains(mailbox) {
        try rclone.run(["mkdir", place("mailboxes", mailbox, "tmp")])
        try rclone.run(["mkdir", place("mailboxes", mailbox, "new")])
      }
      prepared.insert(mailbox)
    }
  }

  func put(_ body: IncomingBody, as name: String, into mailbox: String) throws {
    let moment = name.prefix { $0 != "-" }
    try appear(
      body, by: place("mailboxes", mailbox, "tmp", "\(moment)-\(Self.random()).age"),
      as: place("mailboxes", mailbox, "new", name))
    arrived[mailbox] = nil
  }

  /// Writes a draft, and moves it: nobody sees half of it.
  private func appear(_ body: IncomingBody, by draft: String, as target: String) throws {
    do {
      try rclone.run(["rcat", "--size", "\(body.size)", draft], body: body)
      guard body.isWhole else { throw HelperFault(.failed, "rclone did not take all of it") }
      guard try rclone.run(["moveto", "--ignore-times", draft, target]) else {
        throw HelperFault(.failed, "\(draft) has disappeared")
      }
    } catch {
      _ = try? rclone.run(["deletefile", draft])
      throw error
    }
  }

  private static func random() -> String {
    [UInt8](bigEndian: UInt64.random(in: .min ... .max)).hex
  }

  func entries(in mailbox: String, _ page: PageRequest) throws -> Page {
    let names = try names(place("mailboxes", mailbox, "new"))
    arrived[mailbox] = (Set(names), MonotonicClock.milliseconds + Self.memory)
    return page.page(of: names)
  }

  /// The envelopes in a folder.
  private func names(_ folder: String) throws -> [String] {
    try lines(["lsf", "--files-only", "--max-depth", "1", folder]).filter {
      EnvelopeName($0) != nil
    }
  }

  private func folders(_ folder: String) throws -> [String] {
    try lines(["lsf", "--dirs-only", "--max-depth", "1", "--dir-slash=false", folder]).filter(
      HelperProtocol.isMailbox)
  }

  private func lines(_ words: [String]) throws -> [String] {
    let printed = try rclone.listing(words) ?? []
    return printed.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
  }

  func open(_ name: String, in mailbox: String) throws -> OutgoingBody? {
    try fetch(place("mailboxes", mailbox, "new", name), limit: HelperProtocol.largestEnvelope)
  }

  private func fetch(_ place: String, limit: Int) throws -> OutgoingBody? {
    var file = try Descriptor.inMemory(as: place)
    var size = 0
    let isThere = try rclone.run(["cat", place]) { piece in
      size += piece.count
      guard size <= limit else { throw HelperFault(.tooLarge, "\(place) is too large") }
      if size > Self.mostInMemory, size - piece.count <= Self.mostInMemory {
        let larger = try Descriptor.unnamed(in: Self.temporary)
        try larger.append(from: file)
        file = larger
      }
      try file.write(piece)
    }
    return isThere ? try OutgoingBody(file) : nil
  }

  private static let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"

  func remove(_ name: String, from mailbox: String) throws {
    _ = try retract(name, from: mailbox)
  }

  func retract(_ name: String, from mailbox: String) throws -> Retraction {
    arrived[mailbox] = nil
    let isThere = try rclone.run(["deletefile", place("mailboxes", mailbox, "new", name)])
    return isThere ? .retracted : .gone
  }

  func has(_ name: String, in mailbox: String) throws -> Bool {
    if let known = arrived[mailbox], known.until > MonotonicClock.milliseconds {
      return known.names.contains(name)
    }
    let names = Set(try names(place("mailboxes", mailbox, "new")))
    arrived[mailbox] = (names, MonotonicClock.milliseconds + Self.memory)
    return names.contains(name)
  }

  func mailboxes(_ page: PageRequest) throws -> Page {
    page.page(of: try folders(place("mailboxes")))
  }

  func sweep(_ mailbox: String, now: Timestamp) throws {
    for (name, facts) in try listed(place("mailboxes", mailbox, "tmp"))
    where EnvelopeName(name) != nil && facts.modified < now - 2 * 86400 {
      try rclone.run(["deletefile", place("mailboxes", mailbox, "tmp", name)])
    }
    for (name, facts) in try documents()
    where name.hasPrefix(".tacita1") && name.hasSuffix(".part")
      && facts.modified < now - 2 * 86400
    {
      try rclone.run(["deletefile", place("cards", name)])
    }
  }

  func wait(for mailbox: String, seconds: Int) throws -> Bool {
    poll(nil, 0, Int32(seconds * 1000))
    return false
  }
}

/// Cards, revocations and duties.
extension RcloneEngine {
  /// A file as a listing tells of it.
  struct Listed {
    let modified: Timestamp
    let size: Int
    /// Another text once there is another content.
    let version: String
  }

  func publish(_ body: IncomingBody, as kind: PublishedKind, of name: String) throws {
    cards = nil
    let file = "\(name).\(kind.rawValue)"
    try appear(
      body, by: place("cards", ".\(file).\(Self.random()).part"), as: place("cards", file))
  }

  func document(_ kind: PublishedKind, of name: String) throws -> OutgoingBody? {
    let file = "\(name).\(kind.rawValue)"
    guard let facts = try documents()[file] else { return nil }
    guard facts.size <= HelperProtocol.largestDocument else {
      throw HelperFault(.tooLarge, "\(file) is too large")
    }
    return try fetch(place("cards", file), limit: HelperProtocol.largestDocument)
  }

  func documents(
    _ kind: PublishedKind, since moment: Timestamp, _ page: PageRequest
  ) throws -> Page {
    let ending = ".\(kind.rawValue)"
    let found = try documents().filter { $0.key.hasSuffix(ending) && $0.value.modified >= moment }
    var versions: [String: String] = [:]
    for (file, facts) in found {
      let name = String(file.dropLast(ending.count))
      if HelperProtocol.isDocumentName(name) { versions[name] = facts.version }
    }
    return page.page(of: versions)
  }

  private func documents() throws -> [String: Listed] {
    if let cards, cards.until > MonotonicClock.milliseconds { return cards.listing }
    let listing = try listed(place("cards"))
    cards = (listing, MonotonicClock.milliseconds + Self.memory)
    return listing
  }

  /// The files of a folder, from lines like `2026-11-26 22:11:35 1234 NAME`.
  private func listed(_ folder: String) throws -> [String: Listed] {
    let lines = try lines([
      "lsf", "--files-only", "--max-depth", "1", "--format", "tsp", "--separator", " ", folder,
    ])
    let recently = Timestamp(unix: time(nil) - 3)
    var found: [String: Listed] = [:]
    for line in lines {
      let fields = line.split(separator: " ", maxSplits: 3).map(String.init)
      guard fields.count == 4, let size = Int(fields[2]),
        let modified = Timestamp("\(fields[0])T\(fields[1])Z")
      else { continue }
      // Servers tell whole seconds: what is that new may change again within this one.
      let isSettled = modified < recently
      found[fields[3]] = Listed(
        modified: modified, size: size,
        version: "\(modified.unix) \(size)\(isSettled ? "" : " \(Self.random())")")
    }
    return found
  }
}
