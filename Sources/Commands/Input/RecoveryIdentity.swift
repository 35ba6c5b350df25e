internal import AgeFormat
internal import Files
internal import Secrets

/// An age identity in a file, as age-keygen writes it.
enum RecoveryIdentity {
  private static let longest = 65536

  /// The first identity in the file, which others must not be able to read.
  static func read(_ path: String) throws -> any AgeIdentity {
    guard var bytes = try SecretOptions.privateFile(path).readAll(limit: longest) else {
      throw refusal(path)
    }
    defer { wipe(&bytes) }
    for line in bytes.split(separator: 0x0a) {
      let text = String(decoding: line, as: UTF8.self).filter { $0 != "\r" && $0 != " " }
      if let identity = try? HybridIdentity(text) { return identity }
      if let identity = try? X25519Identity(text) { return identity }
    }
    throw refusal(path)
  }

  private static func refusal(_ path: String) -> Failure {
    Failure(
      "bad-identity", .badData, "\(path.escapedForTerminal()) holds no age identity",
      hint: "one begins with AGE-SECRET-KEY-PQ-1 or AGE-SECRET-KEY-1, on a line of its own")
  }
}
