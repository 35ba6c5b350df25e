internal import Files
package import Identities
package import MessageVault
internal import Messaging
package import Transports

/// Signs the end of an identity or of an attestation.
package struct Revoker {
  let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  /// What can be revoked, with the person that it is about.
  package enum Target: Sendable {
    case own
    case identity(Identity)
    case attestation(Attestation)
  }

  /// The attestation signed here whose digest begins with `prefix`, at least eight digits. Throws
  /// ``AttestingError/noSuchAttestation(_:count:)``.
  package func attestation(_ prefix: String) throws -> Attestation {
    let found = try Attester(vault).issued().filter { $0.digest.hex.hasPrefix(prefix.lowercased()) }
    guard prefix.utf8.count >= 8, found.count == 1 else {
      throw AttestingError.noSuchAttestation(prefix, count: found.count)
    }
    return found[0]
  }

  /// Signs and keeps the revocation. Another identity can be revoked only by who attested it.
  package func revoke(_ target: Target, reason: Revocation.Reason) throws -> Signed {
    let subject: Identity
    let of: Revocation.Target
    switch target {
    case .own: (subject, of) = (vault.identity, .identity(vault.identity))
    case .identity(let identity):
      guard try Attester(vault).issued().contains(where: { $0.subject == identity }) else {
        throw AttestingError.neverAttested(identity.description)
      }
      (subject, of) = (identity, .identity(identity))
    case .attestation(let attestation):
      (subject, of) = (attestation.subject, .attestation(attestation.digest))
    }
    return try keep(sign(of, reason), subject: subject)
  }

  func sign(
    _ target: Revocation.Target, _ reason: Revocation.Reason
  ) throws -> Revocation {
    try Revocation.sign(
      by: vault.signingKey, of: target, reason: reason, issued: vault.clock.now())
  }

  /// Takes the revocation of this home's own identity that was made with it and kept apart. Throws
  /// ``DocumentError`` when `documents` are not that.
  package func revokeOwn(with documents: [SignedDocument]) throws -> Signed {
    guard documents.count == 1, documents[0].kind == .revocation else {
      throw DocumentError.wrongKind
    }
    let revocation = try Revocation(documents[0])
    guard revocation.target == .identity(vault.identity), revocation.issuer == vault.identity else {
      throw DocumentError.differentIdentity
    }
    return try keep(revocation, subject: vault.identity)
  }

  private func keep(_ revocation: Revocation, subject: Identity) throws -> Signed {
    try vault.keepIssued(
      [(revocation.bytes, revocation.digest)], audit: [line(revocation, about: subject)])
    var book = try ContactBook(vault)
    if subject == vault.identity {
      _ = try OwnIdentity(vault).take(revocation)
    } else if book[subject] != nil {
      _ = try book.add(
        try SignedDocument.parse(stream: revocation.bytes), alias: nil, fingerprint: nil)
    }
    return Signed(revocation: revocation, subject: subject)
  }

  func line(_ revocation: Revocation, about subject: Identity) -> AuditLine {
    AuditLine(
      Self.event, .create, at: vault.clock.now(), object: Self.object(revocation.target),
      parties: [subject.description], purpose: revocation.reason.rawValue)
  }

  static let event = "revoke"

  static func object(_ target: Revocation.Target) -> String {
    switch target {
    case .identity: "identity"
    case .attestation(let digest): "attestation \(digest.hex)"
    }
  }

  /// Lays everything that was revoked here beside the documents of the person that it is about,
  /// unless it lies there: what was revoked while the route was out of reach.
  package func publishAll(in spool: any Route) throws {
    let documents = try vault.issuedDocuments()
    let subjects = Dictionary(
      try documents.filter { $0.kind == .attestation }.map {
        ($0.digest, try Attestation($0).subject)
      }, uniquingKeysWith: { first, _ in first })
    for document in documents where document.kind == .revocation {
      let revocation = try Revocation(document)
      let subject: Identity? =
        switch revocation.target {
        case .identity(let identity): identity
        case .attestation(let digest): subjects[digest]
        }
      if let subject { try SpoolNotices(spool).publish(revocation, about: subject) }
    }
  }

  package struct Signed: Sendable {
    package let revocation: Revocation
    /// Beside whose documents it belongs.
    package let subject: Identity
  }
}
