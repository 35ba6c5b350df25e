internal import ArgumentParser
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams

extension CompletionKind {
  /// The local names of teams, when the home's agent holds it open.
  static var teams: CompletionKind {
    .custom { words, _, _ in
      (try? HomeCompletion.names(words) { try AuthorityBook($0).teams.map(\.alias.description) })
        ?? []
    }
  }

  /// The local names of roles, when the home's agent holds it open.
  static var roles: CompletionKind {
    .custom { words, _, _ in
      (try? HomeCompletion.names(words) { try AuthorityBook($0).roles.map(\.alias.description) })
        ?? []
    }
  }
}
