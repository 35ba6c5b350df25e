internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault

extension CompletionKind {
  /// The aliases of the home's contacts, when its agent holds it open. Nobody is asked for a
  /// secret, and on any error nothing is completed.
  static var contacts: CompletionKind {
    .custom { words, _, _ in
      (try? HomeCompletion.names(words) { try $0.contacts().map(\.alias.description) }) ?? []
    }
  }
}

/// What completes an argument from what is in a home.
enum HomeCompletion {
  /// What `read` finds in the home that the command line of `words` names; nothing while it is
  /// locked.
  static func names(_ words: [String], _ read: (OpenVault) throws -> [String]) throws -> [String] {
    let context = Context.process
    let named = zip(words, words.dropFirst()).first { $0.0 == "--home" }?.1
    let options = try HomeOptions.parse(["--no-input"] + (named.map { ["--home", $0] } ?? []))
    let vault = try options.vault(context)
    let client = options.agent(vault, context)
    guard let open = try options.openedByAgent(vault, client, context) else { return [] }
    return try read(open)
  }
}
