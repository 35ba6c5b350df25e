internal import Messaging

/// What a person may have meant by a word that is not a verb.
enum VerbSuggestions {
  /// What other programs call what tacita does.
  private static let synonyms: [String: String] = [
    "add": "contact add", "address": "contact", "anonymise": "redact", "anonymize": "redact",
    "answer": "send --reply-to ID", "cat": "show", "check": "doctor", "compose": "send",
    "contacts": "contact list", "del": "delete", "destroy": "delete", "dir": "list",
    "download": "receive", "erase": "delete", "expire": "purge-expired", "fetch": "receive",
    "fingerprint": "card --fingerprint", "forget": "purge-expired", "forward": "send",
    "generate": "keygen", "get": "receive", "id": "card --link", "identity": "card --link",
    "import": "contact add", "inbox": "list", "info": "status", "init": "keygen",
    "invite": "card --link", "log": "audit list", "login": "unlock", "logout": "lock",
    "logs": "audit list", "ls": "list", "mail": "receive", "mask": "redact",
    "messages": "list", "new": "keygen", "open": "show", "passphrase": "key passphrase",
    "passwd": "key passphrase", "password": "key passphrase", "pixelate": "blur", "post": "send",
    "pull": "receive", "purge": "purge-expired", "push": "send", "read": "show",
    "recover": "restore", "register": "register list", "remove": "delete",
    "rename":
      "contact rename", "reply": "send --reply-to ID", "rm": "delete", "save": "export",
    "search": "list", "set": "config set", "settings": "config", "setup": "keygen",
    "share": "card --link", "sync": "receive", "trust": "contact trust",
    "verify":
      "contact verify", "view": "show", "whoami": "card --link", "write": "send",
  ]

  private static let contactSynonyms: [String: String] = [
    "delete": "remove", "del": "remove", "edit": "rename", "import": "add", "info": "show",
    "ls": "list", "move": "rename", "mv": "rename", "new": "add", "rm": "remove", "update": "add",
    "view": "show",
  ]

  /// A hint for `word` where a verb of `path`, one of `verbs`, is due.
  static func hint(for word: String, among verbs: [String], after path: [String]) -> String {
    let near = NameSuggestions.closest(to: word, among: verbs)
    if let meant = synonym(word, path), !near.contains(where: { meant.hasPrefix($0) }) {
      return "did you mean \((path + [meant]).joined(separator: " "))?"
    }
    return near.isEmpty
      ? "\(path.joined(separator: " ")) --help lists the verbs"
      : "did you mean \(near.joined(separator: " or "))?"
  }

  private static func synonym(_ word: String, _ path: [String]) -> String? {
    switch path {
    case ["tacita"]: synonyms[word.lowercased()]
    case ["tacita", "contact"]: contactSynonyms[word.lowercased()]
    case ["tacita", "config"] where SettingName(rawValue: word) != nil: "get \(word)"
    default: nil
    }
  }
}
