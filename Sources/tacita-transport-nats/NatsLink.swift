internal import CNATS
internal import Files
internal import Glibc
internal import RouteHelper
internal import Transports

/// A connection to one of the servers. It is never made again by itself: a helper whose server is
/// gone ends, and another one finds another server.
final class NatsLink {
  private let connection: OpaquePointer
  private let prefix: String
  private let answers: Subscription
  private var number = 0

  /// Milliseconds for a server to take a connection, and to answer.
  private static let patience = 8000

  struct Message {
    let subject: String
    let reply: String
    let data: [UInt8]
    private let headers: [String: String]

    fileprivate init(_ message: OpaquePointer, _ names: [String]) {
      subject = natsMsg_GetSubject(message).map { String(cString: $0) } ?? ""
      reply = natsMsg_GetReply(message).map { String(cString: $0) } ?? ""
      let count = Int(natsMsg_GetDataLength(message))
      data =
        natsMsg_GetData(message).map { start in
          start.withMemoryRebound(to: UInt8.self, capacity: count) {
            Array(UnsafeBufferPointer(start: $0, count: count))
          }
        } ?? []
      var headers: [String: String] = [:]
      for name in names {
        var value: UnsafePointer<CChar>?
        if natsMsgHeader_Get(message, name, &value) == NATS_OK, let value {
          headers[name] = String(cString: value)
        }
      }
      self.headers = headers
    }

    func header(_ name: String) -> String? { headers[name] }
    func number(_ name: String) -> Int? { headers[name].flatMap { Int($0) } }
  }

  /// The headers that are looked at.
  private static let names = [
    "Status", "Description", "Nats-Msg-Size", "Nats-Sequence", "Tacita-Parts", "Tacita-Size",
    "Tacita-Version",
  ]

  final class Subscription {
    private let subscription: OpaquePointer

    fileprivate init(_ connection: OpaquePointer, _ subject: String) throws {
      var made: OpaquePointer?
      try NatsLink.check(natsConnection_SubscribeSync(&made, connection, subject))
      guard let made else { throw HelperFault(.failed, "no subscription") }
      subscription = made
      natsSubscription_SetPendingLimits(made, -1, -1)
    }

    /// The next message; nil when none comes within so many milliseconds.
    func next(within milliseconds: Int) throws -> Message? {
      var message: OpaquePointer?
      let status = natsSubscription_NextMsg(&message, subscription, Int64(max(1, milliseconds)))
      if status == NATS_TIMEOUT { return nil }
      try NatsLink.check(status)
      guard let message else { return nil }
      defer { natsMsg_Destroy(message) }
      return Message(message, NatsLink.names)
    }

    deinit {
      natsSubscription_Unsubscribe(subscription)
      natsSubscription_Destroy(subscription)
    }
  }

  init(_ address: NatsAddress, _ credentials: NatsCredentials) throws {
    var made: OpaquePointer?
    var options: OpaquePointer?
    try Self.check(natsOptions_Create(&options))
    defer { natsOptions_Destroy(options) }
    var servers = address.servers.map { UnsafePointer(strdup($0)) as UnsafePointer<CChar>? }
    defer { for server in servers { free(UnsafeMutableRawPointer(mutating: server)) } }
    try Self.check(natsOptions_SetServers(options, &servers, Int32(servers.count)))
    try Self.check(natsOptions_SetTimeout(options, Int64(Self.patience)))
    try Self.check(natsOptions_SetAllowReconnect(options, false))
    try Self.check(natsOptions_SetIgnoreDiscoveredServers(options, true))
    try Self.check(natsOptions_SetPingInterval(options, 10_000))
    try Self.check(natsOptions_SetMaxPingsOut(options, 2))
    try Self.check(natsOptions_SetErrorHandler(options, { _, _, _, _ in }, nil))
    if address.isSecure { try Self.check(natsOptions_SetSecure(options, true)) }
    if let authorities = credentials.authorities {
      try Self.check(natsOptions_LoadCATrustedCertificates(options, authorities), "ca")
    }
    if let user = credentials.user, let password = credentials.password {
      try Self.check(natsOptions_SetUserInfo(options, user, password))
    }
    if let creds = credentials.creds {
      try Self.check(natsOptions_SetUserCredentialsFromFiles(options, creds, nil), "creds")
    }
    try Self.check(natsConnection_Connect(&made, options), otherwise: .unreachable)
    guard let made else { throw HelperFault(.unreachable, "no connection") }
    connection = made
    prefix = "\(credentials.answers).\(UInt64.random(in: .min ... .max))"
    answers = try Subscription(made, prefix + ".a.*")
  }

  deinit {
    natsConnection_Close(connection)
    natsConnection_Destroy(connection)
  }

  /// Listens at a subject of its own; returns it.
  func listen() throws -> (Subscription, subject: String) {
    number += 1
    let subject = "\(prefix).l.\(number)"
    return (try Subscription(connection, subject), subject)
  }

  var mostBytes: Int { Int(natsConnection_GetMaxPayload(connection)) }

  /// The server that answers now: its host and port.
  var server: String {
    var text = [CChar](repeating: 0, count: 512)
    guard natsConnection_GetConnectedUrl(connection, &text, text.count) == NATS_OK else {
      return ""
    }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Publishes a message, and returns the answer to it.
  func ask(
    _ subject: String, _ data: [UInt8] = [], headers: [(String, String)] = []
  ) throws -> Message {
    number += 1
    let reply = "\(prefix).a.\(number)"
    var made: OpaquePointer?
    let status = data.withUnsafeBytes {
      natsMsg_Create(
        &made, subject, reply, $0.baseAddress?.assumingMemoryBound(to: CChar.self),
        Int32(data.count))
    }
    try Self.check(status)
    defer { natsMsg_Destroy(made) }
    for (name, value) in headers { try Self.check(natsMsgHeader_Set(made, name, value)) }
    try Self.check(natsConnection_PublishMsg(connection, made))
    let end = MonotonicClock.milliseconds + Self.patience
    while MonotonicClock.milliseconds < end {
      if let answer = try answers.next(within: 200) {
        guard answer.subject == reply else { continue }  // late, of an earlier question
        guard answer.header("Status") != "503" else {
          throw HelperFault(
            .unreachable, "the server has no such stream: its administrator runs setup")
        }
        return answer
      }
      try checkPermitted(subject)
    }
    throw HelperFault(.unreachable, "the server did not answer in time")
  }

  /// A server tells of what it does not permit apart from the answers.
  private func checkPermitted(_ subject: String) throws {
    var words: UnsafePointer<CChar>?
    guard natsConnection_GetLastError(connection, &words) == NATS_NOT_PERMITTED, let words,
      String(cString: words).contains("\"\(subject)\"")
    else { return }
    throw HelperFault(.refused, "no permission for \(subject)")
  }

  static func check(
    _ status: natsStatus, _ what: String = "", otherwise: HelperTrouble = .failed
  ) throws {
    guard status != NATS_OK else { return }
    let words = natsStatus_GetText(status).map { String(cString: $0) } ?? "an error"
    let reason = what.isEmpty ? words.lowercased() : "\(what): \(words.lowercased())"
    switch status {
    case NATS_CONNECTION_AUTH_FAILED, NATS_NOT_PERMITTED: throw HelperFault(.refused, reason)
    case NATS_NO_SERVER, NATS_IO_ERROR, NATS_CONNECTION_CLOSED, NATS_CONNECTION_DISCONNECTED,
      NATS_STALE_CONNECTION, NATS_TIMEOUT, NATS_NO_MEMORY, NATS_ADDRESS_MISSING,
      NATS_PROTOCOL_ERROR:
      throw HelperFault(.unreachable, reason)
    case NATS_SSL_ERROR, NATS_SECURE_CONNECTION_REQUIRED, NATS_SECURE_CONNECTION_WANTED:
      throw HelperFault(.unusable, reason)
    default: throw HelperFault(what.isEmpty ? otherwise : .unusable, reason)
    }
  }
}
