/// What a server permits to the owner of one mailbox: to put mail into any, to read and to take
/// their own alone, to read all documents, and to publish those of their own identity.
struct Permissions {
  let address: NatsAddress
  let mailbox: String
  let identity: String

  private var publishes: [String] {
    let prefix = "tacita.\(address.name)"
    return [
      "\(prefix).mail.*.*", "\(prefix).part.*.*.*", "\(prefix).gone.*.*",
      "\(prefix).doc.*.\(identity)", "\(prefix).docpart.*.\(identity).*",
      // Roles have ids of their own, and their owners sign.
      "\(prefix).doc.duty.*", "\(prefix).docpart.duty.*.*",
      "$JS.API.CONSUMER.CREATE.\(address.mail).*.\(prefix).mail.\(mailbox).*",
      "$JS.API.DIRECT.GET.\(address.mail).\(prefix).mail.\(mailbox).*",
      "$JS.API.DIRECT.GET.\(address.mail).\(prefix).part.\(mailbox).*.*",
      "$JS.API.CONSUMER.CREATE.\(address.documents).*.\(prefix).doc.*.*",
      "$JS.API.DIRECT.GET.\(address.documents).\(prefix).doc.*.*",
      "$JS.API.DIRECT.GET.\(address.documents).\(prefix).docpart.*.*.*",
    ]
  }

  /// As an entry of `users` in a server's configuration. Whoever attests for others also publishes
  /// `tacita.NAME.doc.>`.
  func text(user: String) -> String {
    let allowed = publishes.map { "      \"\($0)\"" }.joined(separator: "\n")
    return """
      { user: "\(user)", password: "$CHANGE_ME"
        permissions: {
          publish: { allow: [
      \(allowed)
          ] }
          subscribe: { allow: ["\(NatsCredentials.inbox(of: user)).>"] }
        }
      }
      """
  }
}
