internal import Files
internal import FuzzSupport
internal import Identities
internal import MessageVault
internal import Secrets

/// What a home and its keyring hold outside their seals: key slots, configuration, a contact's
/// record once it is open, and the keyring with the key table in it. The first byte says which.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let kind = input.first else { return 0 }
  let bytes = Array(input.dropFirst())
  named {
    switch kind % 4 {
    case 0: _ = try Keyslots(bytes: bytes)
    case 1: _ = try HomeConfiguration(bytes: bytes)
    case 2: _ = try Contact(bytes: bytes)
    default:
      let keyring = try Keyring(encoded: bytes)
      expect(keyring.encoded.count >= 32, "a keyring without a code")
      expect(!keyring.isAuthentic([wrongKey]), "a code under a key that nobody has")
      _ = try keyring.history()
    }
  }
  return 0
}

private let wrongKey = SecretBytes(count: 32) { _ in }

private func named(_ body: () throws -> Void) {
  do { try body() } catch is VaultError {} catch is DocumentError {} catch {
    fatalError("an error without a name: \(error)")
  }
}

/// Writes seeds where that is asked for.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> CInt {
  Seeds.writeIfAsked(arguments.pointee, count: count.pointee) {
    var slots = Keyslots(vault: [UInt8](repeating: 7, count: 16), slots: [])
    slots.addKeyfile(wrongKey, to: .random())
    let keyslots = slots.encoded
    let configuration =
      #"{"mailbox":"00112233445566778899aabbccddeeff","route":"spool:/srv/ward","#
      + #""schema":"tacita/config/1"}"#
    let table = [UInt8](repeating: 0, count: 4096)
    let keyring =
      Array("tacita/v1/keyring\n".utf8) + [UInt8](bigEndian: UInt32(keyslots.count)) + keyslots
      + [UInt8](bigEndian: UInt64(table.count)) + table + [UInt8](repeating: 0, count: 32)
    return [[0] + keyslots, [1] + Array(configuration.utf8), [2], [3] + keyring]
  }
  return 0
}
