import Testing

@testable import Secrets

@Suite struct SecretBytesTests {
  private struct Stopped: Error {}

  @Test("memory is freed exactly once when filling it fails") func fillThrows() {
    for _ in 0..<100 {
      #expect(throws: Stopped.self) { try SecretBytes(count: 32) { _ in throw Stopped() } }
    }
  }

  @Test("moving bytes in wipes the original") func moving() {
    var bytes: [UInt8] = [1, 2, 3]
    let secret = SecretBytes(moving: &bytes)
    #expect(bytes == [0, 0, 0])
    #expect(secret.copy() == [1, 2, 3])
    #expect(secret == SecretBytes(count: 3) { $0.copyBytes(from: [1, 2, 3]) })
  }
}
