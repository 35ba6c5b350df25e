import Foundation
import TestSupport

/// Two homes made once for all transcripts, which each begin with a copy of them.
///
/// A. de Vries and B. Jansen open their homes with key files, know each other by name, have
/// compared fingerprints, and share the folder `spool`.
enum TwoHomes {
  private static let made = Result { try make() }

  private static func make() throws -> Shell {
    let shell = try Shell()
    let outcome = try shell.run(
      """
      set -e
      mkdir spool
      tacita keygen --name 'A. de Vries' --registration big:89012345601 \
        --home devries --keyfile devries.key
      tacita keygen --name 'B. Jansen' --home jansen --keyfile jansen.key
      devries card > devries.card
      jansen card > jansen.card
      groups() { tacita card --show $1 | sed -n 's/^fingerprint *//p'; }
      devries contact add --as jansen --fingerprint "$(groups jansen.card)" jansen.card
      jansen contact add --as devries --fingerprint "$(groups devries.card)" devries.card
      """)
    guard outcome.status == 0 else { throw Failed(words: outcome.errors) }
    return shell
  }

  struct Failed: Error {
    let words: String
  }

  /// Puts the homes into the folder of `shell`.
  static func lay(in shell: Shell) throws {
    let source = try made.get().folder.path
    let outcome = try shell.run(
      """
      set -e
      cp -a '\(source)'/. .
      tacita config set route "spool:$PWD/spool" --home devries
      tacita config set route "spool:$PWD/spool" --home jansen
      """)
    guard outcome.status == 0 else { throw Failed(words: outcome.errors) }
  }
}
