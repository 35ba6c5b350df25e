package import Identities
internal import Secrets

/// A conversation is the set of people in it, whoever writes (section 4).
package enum Conversation {
  /// 16 bytes.
  package static func id(from sender: Identity, to recipients: some Sequence<Identity>) -> [UInt8] {
    let people = Set(recipients).union([sender]).sorted().map(\.description)
    let text = "tacita/v1/conversation\n" + people.joined(separator: "\n")
    return Array(SHA256.hash(Array(text.utf8)).prefix(16))
  }
}
