import Secrets
import Testing

struct AuthenticationTests {
  /// The example of the paper, appendix A.
  @Test func sipHash() {
    var key = [UInt8](0..<16)
    #expect(SipHash.hash([UInt8](0..<15), key: SecretBytes(moving: &key)) == 0xa129_ca61_49be_45e5)
  }

  /// RFC 2104, section 2, with the hash alone.
  private func code(_ message: [UInt8], _ key: [UInt8]) -> [UInt8] {
    let short = key.count > 64 ? SHA256.hash(key) : key
    let padded = short + [UInt8](repeating: 0, count: 64 - short.count)
    return SHA256.hash(padded.map { $0 ^ 0x5c } + SHA256.hash(padded.map { $0 ^ 0x36 } + message))
  }

  /// Two libraries make them, one of them those of long messages.
  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 1 << 20], [0, 16, 32, 64, 65, 200])
  func codes(_ length: Int, _ keyLength: Int) {
    let message = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
    let key = (0..<keyLength).map { UInt8(truncatingIfNeeded: $0 &* 17 &+ 3) }
    #expect(HMACSHA256.authenticate(message, key: key) == code(message, key))
    guard keyLength > 0 else { return }
    var secret = key
    #expect(
      HMACSHA256.authenticate(message, key: SecretBytes(moving: &secret)) == code(message, key))
  }
}
