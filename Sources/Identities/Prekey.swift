/// The two public keys under which one person can be written to on one day (section 2).
package struct Prekey: Hashable, Sendable {
  /// ML-KEM-768 and X25519 together, 1,216 bytes: an age `mlkem768x25519` recipient.
  package let kem: [UInt8]
  /// X25519, 32 bytes: only for finding one's own stanza.
  package let hint: [UInt8]

  package static let kemSize = 1216
  package static let hintSize = 32
  package static let size = kemSize + hintSize

  package init(kem: [UInt8], hint: [UInt8]) {
    self.kem = kem
    self.hint = hint
  }

  /// `kem ‖ hint`, 1,248 bytes, as a vault keeps it.
  package var bytes: [UInt8] { kem + hint }

  /// Takes ``bytes`` apart again; nil for another length.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Self.size else { return nil }
    self.init(kem: Array(bytes[..<Self.kemSize]), hint: Array(bytes[Self.kemSize...]))
  }

  /// Whether both keys have their form. A key that has not would only fail when somebody encrypts
  /// to it, and block that message for everybody else.
  package var isAcceptable: Bool {
    PrekeyChecks.isAcceptable(kem: kem) && PrekeyChecks.isAcceptable(hint: hint)
  }
}
