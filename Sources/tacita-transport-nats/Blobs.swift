internal import Files
internal import Glibc
internal import RouteHelper
internal import Transports

/// Bytes under a subject: one message, or numbered parts and then a message with the last of them.
struct Blobs {
  let jetStream: JetStream
  let stream: String

  /// Bytes in one message at most; a server takes 1 MiB unless it is told otherwise.
  static let piece = 768 << 10
  /// Bytes that are gathered in memory; more are gathered on the disk.
  private static let mostInMemory = 16 << 20

  /// Stores `body` at `subject`, and what does not fit there in parts below `parts`. With
  /// `expecting`, only when that is the last message there: nil when it is another.
  @discardableResult
  func put(
    _ body: IncomingBody, at subject: String, parts: String, expecting: Int? = nil
  ) throws -> JetStream.Published {
    guard body.size > 0 else { throw HelperFault(.failed, "there is nothing to store") }
    let count = (body.size - 1) / Self.piece
    guard count > 0 else {
      return try jetStream.publish(body.next(Self.piece), to: subject, expecting: expecting)
    }
    // Another attempt writes the same parts, and one that was cut leaves no message for them.
    let version = [UInt8](bigEndian: UInt64.random(in: .min ... .max)).hex
    for number in 0..<count {
      let stored = try jetStream.publish(
        body.next(Self.piece), to: "\(parts).\(number)", headers: [("Tacita-Version", version)])
      guard case .stored = stored else { throw HelperFault(.failed, "a part was not stored") }
    }
    return try jetStream.publish(
      body.next(Self.piece), to: subject,
      headers: [
        ("Tacita-Parts", "\(count)"), ("Tacita-Size", "\(body.size)"),
        ("Tacita-Version", version),
      ], expecting: expecting)
  }

  /// What is at `subject`; nil when there is nothing. Throws when it is larger than `limit`, or not
  /// whole.
  func get(
    _ subject: String, parts: String, limit: Int, atLeast sequence: Int = 0
  ) throws -> OutgoingBody? {
    guard let last = try jetStream.message(subject, in: stream, atLeast: sequence),
      !last.data.isEmpty
    else { return nil }
    guard let count = last.number("Tacita-Parts") else {
      guard last.data.count <= limit else { throw Self.tooLarge }
      return OutgoingBody(last.data)
    }
    guard let size = last.number("Tacita-Size"), size > 0, count > 0,
      count <= (size - 1) / Self.piece
    else { throw HelperFault(.failed, "its parts are not those that it names") }
    guard size <= limit else { throw Self.tooLarge }
    let file =
      size > Self.mostInMemory
      ? try Descriptor.unnamed(in: Self.temporary) : try Descriptor.inMemory(as: subject)
    for number in 0..<count {
      guard let part = try jetStream.message("\(parts).\(number)", in: stream),
        part.header("Tacita-Version") == last.header("Tacita-Version"),
        part.data.count <= Self.piece
      else { throw HelperFault(.failed, "a part of it is missing") }
      try file.write(part.data)
    }
    try file.write(last.data)
    guard try file.size() == size else {
      throw HelperFault(.failed, "its parts are not as long as it says")
    }
    return try OutgoingBody(file)
  }

  private static let tooLarge = HelperFault(.tooLarge, "it is too large")

  static let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
}
