internal import Files
internal import RouteHelper
internal import Transports

/// `nats://host[:port][,host[:port]…]/NAME`, or `tls://…` where TLS is demanded.
struct NatsAddress {
  let servers: [String]
  let name: String
  let isSecure: Bool

  /// Throws ``HelperFault``.
  init(_ route: String) throws {
    isSecure = route.hasPrefix("tls://")
    guard isSecure || route.hasPrefix("nats://") else { throw Self.fault }
    let parts = route.drop { $0 != "/" }.dropFirst(2)
      .split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, Self.isName(parts[1]) else { throw Self.fault }
    let scheme = isSecure ? "tls" : "nats"
    name = parts[1]
    servers = parts[0].split(separator: ",", omittingEmptySubsequences: false)
      .map { "\(scheme)://\($0)" }
    guard (1...16).contains(servers.count), parts[0].utf8.allSatisfy(Self.isOfHosts),
      !parts[0].isEmpty
    else { throw Self.fault }
  }

  private static let fault = HelperFault(
    .unusable, "a route is nats://HOST[,HOST…]/NAME, with a NAME of lower-case letters and digits")

  /// A token of subjects, and a part of a stream's name.
  private static func isName(_ text: String) -> Bool {
    (1...32).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) }
  }

  private static func isOfHosts(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7f && ![0x40, 0x2f, 0x3f, 0x23, 0x25].contains(byte)
  }

  /// Whether nothing leaves this machine on the way to the servers.
  var isLocal: Bool {
    servers.allSatisfy { server in
      ["nats://127.", "nats://localhost", "nats://[::1]"].contains { server.hasPrefix($0) }
    }
  }

  // What there is on the servers.

  /// The stream of mail: envelopes, parts of large ones, and marks of those that were taken.
  var mail: String { "TACITA_\(name)" }
  /// The stream of documents.
  var documents: String { "TACITA_\(name)_DOC" }

  func mailSubject(_ mailbox: String, _ stem: String) -> String {
    "tacita.\(name).mail.\(mailbox).\(stem)"
  }

  func partSubject(_ mailbox: String, _ stem: String) -> String {
    "tacita.\(name).part.\(mailbox).\(stem)"
  }

  func goneSubject(_ mailbox: String, _ stem: String) -> String {
    "tacita.\(name).gone.\(mailbox).\(stem)"
  }

  func documentSubject(_ kind: String, _ identity: String) -> String {
    "tacita.\(name).doc.\(kind).\(identity)"
  }

  func documentPartSubject(_ kind: String, _ identity: String) -> String {
    "tacita.\(name).docpart.\(kind).\(identity)"
  }
}

/// What the server asks for, from the file that `config set route-credentials` names: lines like
/// `user = devries`.
struct NatsCredentials {
  private(set) var user: String?
  private(set) var password: String?
  /// A file of NATS's own form, with a token and the seed of a key.
  private(set) var creds: String?
  /// The certificates of authorities to trust beside those of the system.
  private(set) var authorities: String?
  /// The beginning of subjects for answers.
  private(set) var inbox: String?

  static let none = NatsCredentials()

  private init() {}

  /// Throws ``HelperFault``.
  init(file path: String) throws {
    guard let bytes = try Descriptor.reading(path).readAll(limit: 16384) else {
      throw HelperFault(.unusable, "\(path) is too long")
    }
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      guard let sign = line.firstIndex(of: "="), !line.hasPrefix("#") else { continue }
      let key = String(line[..<sign].filter { !$0.isWhitespace })
      let value = String(
        line[line.index(after: sign)...].drop(while: \.isWhitespace).reversed()
          .drop(while: \.isWhitespace).reversed())
      switch key {
      case "user": user = value
      case "password": password = value
      case "creds": creds = value
      case "ca": authorities = value
      case "inbox": inbox = value
      default:
        throw HelperFault(.unusable, "\(path): “\(key)” is not user, password, creds, ca or inbox")
      }
    }
    guard (user == nil) == (password == nil), user == nil || creds == nil else {
      throw HelperFault(.unusable, "\(path): give user and password, or creds")
    }
  }

  /// Where answers come: nobody else may listen there.
  var answers: String { inbox ?? user.map(Self.inbox(of:)) ?? "_INBOX" }

  /// The inbox of a user, as `permissions` has it: the name without what has a meaning in subjects.
  static func inbox(of user: String) -> String {
    "_INBOX_" + user.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
  }
}
