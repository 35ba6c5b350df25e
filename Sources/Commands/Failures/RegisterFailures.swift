internal import Files
internal import Registers
internal import Attesting

/// What the errors of registers and verification are told as.
extension Failure {
  init(_ error: RegisterError) {
    switch error {
    case .wrongFile(let reason):
      self.init("wrong-file", .badData, "this is not an extract of a register: \(reason)")
    case .missingColumns(let names, let found):
      let list = names.map { "“\($0)”" }.joined(separator: ", ")
      self.init(
        "missing-column", .badData, "the header, of \(found) columns, lacks \(list)",
        hint: "is it the right file? Other names of columns can be given with --columns")
    case .badColumns(let reason): self.init("bad-columns", .usage, reason)
    case .tooManyBadRows(let bad, let rows, let first):
      let lines = first.map { "line \($0.line): \($0.reason)" }.joined(separator: "; ")
      self.init(
        "too-many-bad-rows", .badData,
        "\(bad) of \(rows.counted("row")) cannot be read, more than one in a hundred: \(lines)",
        hint: "the earlier snapshot stays; look at those lines of the file")
    case .unknownStatuses(let counts):
      let list = counts.prefix(20).map {
        "“\($0.word.escapedForTerminal())” in \($0.rows.counted("row"))"
      }
      self.init(
        "unknown-statuses", .badData,
        "words of the status column are not known: \(list.joined(separator: ", "))",
        hint: "the earlier snapshot stays; name those that mean active with --active WORD")
    case .shrunk(let people, let before):
      self.init(
        "snapshot-shrunk", .badData,
        "the file has \(people) people, the snapshot that is there \(before): was it cut off?",
        hint: "the earlier snapshot stays; if the file is right, add --allow-fewer")
    case .busy:
      self.init(
        "import-busy", .busy, "another import of this register is running",
        hint: "try again when it is done")
    case .noSnapshot(let register):
      self.init(
        "no-snapshot", .noInput, "there is no snapshot of \(register.rawValue)",
        hint: "tacita register list shows those there are")
    case .damaged(let path, let reason):
      self.init(
        "damaged-snapshot", .unavailable, "the snapshot \(path) cannot be used: \(reason)",
        hint: "import it again")
    }
  }

  init(_ error: AttestingError) {
    switch error {
    case .notClaimed(let text, let claims):
      self.init(
        "not-claimed", .no, "the card does not claim \(text)",
        hint: claims.isEmpty
          ? "it claims none; its owner adds one with tacita profile --add-registration"
          : "it claims \(claims.joined(separator: ", ")); its owner adds more with "
            + "tacita profile --add-registration")
    case .notActive(let findings):
      self.init(
        "not-active", .no,
        "nothing was attested: \(RegistrationText.title(findings)) is "
          + "\(Self.verdictText(findings))",
        hint: findings.verdict == .restricted
          ? "if you decide to attest it all the same, say why with --despite-restriction REASON"
          : "tacita verify-registration shows all facts")
    case .notFoundOut(let findings):
      var reason = "no register was asked"
      if case .unknown(let ignorance) = findings.answer {
        reason = RegistrationText.text(ignorance)
      } else if findings.verdict == .ambiguous {
        reason = "the register gives the number to two people"
      } else if let entry = findings.entry {
        reason =
          entry.name.isEmpty
          ? "the register gives no name"
          : "the register has “\(entry.name)”, which may be another name than "
            + "“\(findings.question.name ?? "")”"
      }
      self.init(
        "not-found-out", .unavailable, "nothing was attested, could not find out: \(reason)",
        hint: "import a fresh snapshot with tacita register import, or ask with --online")
    case .badValidity:
      self.init(
        "bad-validity", .usage, "an attestation lasts at least a second and at most 400 days",
        hint: "give --valid 365d or less")
    case .nameUnconfirmed(let findings):
      self.init(
        "name-unconfirmed", .unavailable,
        "nothing was attested: the register gives no name for "
          + "\(RegistrationText.title(findings)), so that the number may be somebody else's",
        hint: "if you have seen by other means whose it is, say how with --unconfirmed-name REASON")
    case .notCompared:
      self.init(
        "not-compared", .locked, "nobody compared the fingerprint of this card",
        hint: "give the six groups that the person showed you with --fingerprint")
    case .ownCard:
      self.init("own-card", .usage, "that is your own card: others attest it")
    case .subjectRevoked:
      self.init(
        "revoked", .badData, "the key of this card is revoked",
        hint: "ask for a card of the new key")
    case .neverAttested(let identity):
      self.init(
        "revocation-does-not-apply", .badData,
        "this home never attested \(identity), so its revocation would not count",
        hint: "an identity is revoked by itself, or by a verifier who attested it")
    case .noSuchAttestation(let text, let count):
      self.init(
        "unknown-attestation", .noInput,
        count > 1
          ? "\(count) attestations begin with “\(text)”"
          : "“\(text)” is neither a contact, nor an identity, nor an attestation signed here",
        hint: "tacita attest --list shows them; eight digits are the least")
    }
  }

  private static func verdictText(_ findings: Findings) -> String {
    switch findings.verdict {
    case .nameDiffers:
      "registered to “\(findings.entry?.name ?? "")”, not “\(findings.question.name ?? "")”"
    case .malformed: "malformed"
    case .restricted: "restricted: \(findings.entry?.note ?? "")"
    case .notRegistered: "not registered"
    case .ended, .organisation, .inactive, .active, .unknown, .nameUncertain, .ambiguous:
      findings.verdict.rawValue
    }
  }
}
