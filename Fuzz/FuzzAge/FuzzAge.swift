internal import AgeFormat
internal import FuzzSupport

/// An age file, armored or not: its header is parsed, and then it is opened with fixed keys.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  named {
    let header = try AgeHeader.read(from: Armor.unwrapped(MemorySource(input)))
    // A header has only one form: the same stanzas give the same bytes.
    let again = AgeHeader(sealing: header.stanzas, fileKey: try FileKey(fixedKey))
    let tail = " ".utf8.count + 43 + 1
    expect(again.bytes.dropLast(tail) == header.bytes.dropLast(tail), "not canonical")
  }
  named {
    let plaintext = try AgeFile.open(input, identities: identities)
    expect(plaintext.count < input.count, "more than went in")
  }
  return 0
}

/// Writes seeds when the arguments ask for them.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> CInt {
  Seeds.writeIfAsked(arguments.pointee, count: count.pointee) {
    var seeds: [[UInt8]] = []
    for size in [0, 1, 200, 65_537] {
      let plaintext = [UInt8](repeating: 7, count: size)
      seeds.append(try AgeFile.seal(plaintext, to: [classical.recipient, classical.recipient]))
      seeds.append(try AgeFile.seal(plaintext, to: [hybrid.recipient]))
    }
    let passphrase = try ScryptRecipient(passphrase: "correct horse", logN: 4)
    seeds.append(try AgeFile.seal([1, 2, 3], to: [passphrase]))
    return seeds + seeds.map(Armor.encode)
  }
  return 0
}

private let fixedKey = [UInt8](repeating: 3, count: FileKey.size)
private let (classical, hybrid) = made {
  (
    try X25519Identity(secretKey: [UInt8](repeating: 5, count: 32)),
    try HybridIdentity(seed: [UInt8](repeating: 6, count: HybridIdentity.seedSize))
  )
}
private let identities: [any AgeIdentity] = [
  classical, hybrid, ScryptIdentity(passphrase: "correct horse", maxLogN: 8),
]

/// Ignores the library's own errors. Any other error is a finding.
private func named(_ body: () throws -> Void) {
  do { try body() } catch is AgeError {} catch {
    fatalError("an error without a name: \(error)")
  }
}
