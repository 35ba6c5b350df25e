package import Identities
package import MessageVault
package import Teams

/// The tokens by which a patient may stand in this home's messages.
package enum PatientTokens {
  /// Those of a patient's `numbers` under the home's own key and under the key of every team.
  /// Nothing is kept of the numbers.
  package static func all(
    of numbers: [PatientNumber], in vault: OpenVault
  ) throws -> Set<PatientToken> {
    let keys = try AuthorityBook(vault).teams.compactMap { $0.teamKey?.bytes }
    return Set(
      try (keys + [vault.patientKey()]).flatMap { key in numbers.map { $0.token(under: key) } })
  }
}
