internal import Files

/// Why a document is refused, or counts for nothing here. Reasons are for people, lower case and
/// without a full stop; ``name`` is for programs and never changes.
package enum DocumentError: Error, Hashable, Sendable {
  case malformed(_ reason: String)
  case wrongKind
  case badSignature
  case tooLarge
  case staleCard
  case differentIdentity
  case attestationDoesNotApply(_ reason: String)
  case revocationDoesNotApply(_ reason: String)

  package var name: String {
    switch self {
    case .malformed: "malformed"
    case .wrongKind: "wrong-kind"
    case .badSignature: "bad-signature"
    case .tooLarge: "too-large"
    case .staleCard: "stale-card"
    case .differentIdentity: "different-identity"
    case .attestationDoesNotApply: "attestation-does-not-apply"
    case .revocationDoesNotApply: "revocation-does-not-apply"
    }
  }

  /// What is wrong in particular, where the name alone does not tell.
  package var reason: String? {
    switch self {
    case .malformed(let reason), .attestationDoesNotApply(let reason),
      .revocationDoesNotApply(let reason):
      reason
    case .wrongKind, .badSignature, .tooLarge, .staleCard, .differentIdentity: nil
    }
  }

  /// The result of `read`; what it finds wrong with a JSON text becomes ``malformed(_:)``.
  package static func reading<Value>(_ read: () throws -> Value) throws -> Value {
    do {
      return try read()
    } catch let error as JSONError {
      throw DocumentError.malformed(error.description)
    }
  }
}
