internal import Files
internal import RouteHelper
internal import Transports

/// What whoever runs the servers types: `setup`, `permissions` and `sweep`.
enum Administration {
  fileprivate static let usage = """
    tacita-transport-nats setup ROUTE [--credentials FILE] [--days N] [--replicas N] [--gigabytes N]
    tacita-transport-nats permissions ROUTE --user NAME --mailbox MAILBOX --identity IDENTITY
    tacita-transport-nats sweep ROUTE [--credentials FILE]
    """

  /// Returns a status of sysexits.h.
  static func run(_ words: [String]) -> Int32 {
    do {
      try Administration.Command(words).run()
      return 0
    } catch let fault as HelperFault {
      say("tacita-transport-nats: error: \(fault.reason)", .standardError)
      switch fault.trouble {
      case .unreachable: return 69
      case .refused: return 77
      case .unusable: return 64
      case .full, .tooLarge, .failed: return 74
      }
    } catch let error as FileError {
      say("tacita-transport-nats: error: cannot \(error.action) \(error.path)", .standardError)
      return 66
    } catch {
      say("tacita-transport-nats: error: \(error)", .standardError)
      return 70
    }
  }

  fileprivate static func say(_ text: String, _ file: Descriptor = .standardOutput) {
    try? file.write(Array((text + "\n").utf8))
  }

  fileprivate struct Command {
    private let verb: String
    fileprivate let address: NatsAddress
    fileprivate private(set) var options: [String: String] = [:]

    private static let known: [String: Set<String>] = [
      "setup": ["credentials", "days", "replicas", "gigabytes"],
      "permissions": ["user", "mailbox", "identity"], "sweep": ["credentials"],
    ]

    init(_ words: [String]) throws {
      guard words.count >= 2, let known = Self.known[words[0]], words.count.isMultiple(of: 2)
      else { throw HelperFault(.unusable, "usage:\n\(usage)") }
      (verb, address) = (words[0], try NatsAddress(words[1]))
      for index in stride(from: 2, to: words.count, by: 2) {
        let name = String(words[index].dropFirst(2))
        guard words[index].hasPrefix("--"), known.contains(name) else {
          throw HelperFault(.unusable, "usage:\n\(usage)")
        }
        options[name] = words[index + 1]
      }
    }

    func run() throws {
      switch verb {
      case "setup": try setup(connect())
      case "sweep": try sweep(connect())
      default: try permissions()
      }
    }

    private func connect() throws -> JetStream {
      let credentials = try options["credentials"].map { try NatsCredentials(file: $0) } ?? .none
      return JetStream(link: try NatsLink(address, credentials))
    }

    fileprivate func number(_ name: String, _ range: ClosedRange<Int>, else usual: Int) throws
      -> Int
    {
      guard let text = options[name] else { return usual }
      guard let number = Int(text), range.contains(number) else {
        throw HelperFault(
          .unusable, "--\(name) is a number from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
  }
}

extension Administration.Command {
  /// Makes both streams, or brings them to what is wanted.
  private func setup(_ jetStream: JetStream) throws {
    let days = try number("days", 1...400, else: 31)
    let replicas = try number("replicas", 1...5, else: 1)
    let bytes = try number("gigabytes", 1...1_000_000, else: 100) << 30
    let prefix = "tacita.\(address.name)"
    try make(
      jetStream, address.mail,
      ["\(prefix).mail.*.*", "\(prefix).part.*.*.*", "\(prefix).gone.*.*"],
      seconds: days * 86400, replicas: replicas, bytes: bytes)
    try make(
      jetStream, address.documents, ["\(prefix).doc.*.*", "\(prefix).docpart.*.*.*"],
      seconds: 0, replicas: replicas, bytes: bytes)
    for note in ServerVersion.notes(of: jetStream.link.server) {
      Administration.say("note: \(note)", .standardError)
    }
  }

  private func make(
    _ jetStream: JetStream, _ name: String, _ subjects: [String], seconds: Int, replicas: Int,
    bytes: Int
  ) throws {
    let wanted = JSONObject([
      "allow_direct": .bool(true), "discard": "new",
      "max_age": .number(seconds * 1_000_000_000), "max_bytes": .number(bytes),
      "max_msgs_per_subject": .number(1), "name": .string(name),
      "num_replicas": .number(replicas), "retention": "limits", "storage": "file",
      "subjects": .array(subjects.map { .string($0) }),
    ])
    let isThere = (try? jetStream.call("STREAM.INFO.\(name)")) != nil
    try jetStream.call("STREAM.\(isThere ? "UPDATE" : "CREATE").\(name)", wanted)
    Administration.say("\(name): \(isThere ? "checked" : "made")")
  }

  /// What one user may do, as a server's configuration has it.
  private func permissions() throws {
    guard let user = options["user"], let mailbox = options["mailbox"],
      HelperProtocol.isMailbox(mailbox), let identity = options["identity"],
      HelperProtocol.isDocumentName(identity)
    else {
      throw HelperFault(.unusable, "usage:\n\(Administration.usage)")
    }
    let permissions = Permissions(address: address, mailbox: mailbox, identity: identity)
    Administration.say(permissions.text(user: user))
  }

  /// Removes what is left of envelopes that were taken more than a day ago, which their senders
  /// have seen by then.
  private func sweep(_ jetStream: JetStream) throws {
    let old = Clock.system.now().unix - 86400
    let prefix = "tacita.\(address.name)"
    var removed = 0
    for (filter, words) in [("mail.*.*", 2), ("part.*.*.*", 3), ("gone.*.*", 2)] {
      let all = try Listing(address.mail, "\(prefix).\(filter)", words: words, jetStream)
      let gone = filter.hasPrefix("gone") ? Array(all.entries.values) : all.marks
      for entry in gone where entry.stored < old {
        let message = JSONObject([
          "no_erase": .bool(true), "seq": .number(entry.sequence),
        ])
        try jetStream.call("STREAM.MSG.DELETE.\(address.mail)", message)
        removed += 1
      }
    }
    Administration.say("removed \(removed)")
  }
}
