package import Files
package import Identities
internal import Secrets

/// People and moments that are the same in every run, so that a failing input fails again.
package enum Fixed {
  package static let now = Timestamp(unix: 1_795_290_000)
  package static let sender = key(1)
  package static let reader = key(2)

  private static func key(_ number: UInt8) -> SigningKey {
    var seed = [UInt8](repeating: number, count: 32)
    return SigningKey(seed: SecretBytes(moving: &seed))
  }
}

/// The result of `body`, which cannot fail.
package func made<Value>(_ body: () throws -> Value) -> Value {
  do { return try body() } catch { fatalError("cannot begin: \(error)") }
}
