internal import AgeFormat
internal import Envelopes
internal import Files
internal import FuzzSupport
internal import Identities
internal import Secrets

/// The plaintext of a message: sealed unchanged, and again with the right header digest in its tail
/// and a valid signature. Otherwise the code after these checks would not be reached.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  open(input)
  if let bound = bound(input) { open(bound) }
  return 0
}

/// Writes seeds when the arguments ask for them.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> CInt {
  Seeds.writeIfAsked(arguments.pointee, count: count.pointee) {
    try [
      plaintext(of: [Array("Rash since Tuesday".utf8)]),
      plaintext(of: [[], [UInt8](repeating: 8, count: 70_000)]),
      plaintext(of: [Array("Café, naïve, 東京".utf8), [1], []]),
    ]
  }
  return 0
}

// MARK: A reader, and the envelope around every plaintext

private struct Reader: Addressee {
  let identity = Fixed.reader.identity
  let now = Fixed.now + 60
  let retention = 30
  static let secret = PrekeySecret(
    day: Fixed.now.day, generation: 0, lastDay: Fixed.now.day + 30,
    kemSeed: [UInt8](repeating: 4, count: 32), hintSecret: [UInt8](repeating: 5, count: 32))

  func prekeys(on day: Day) -> [PrekeySecret] { day == Self.secret.day ? [Self.secret] : [] }
  func prekeyDays() -> [Day] { [Self.secret.day] }
  func isDestroyed(_ day: Day) -> Bool { false }
  func revocation(of identity: Identity) -> Revocation? { nil }
  func isContact(_ identity: Identity) -> Bool { identity == Fixed.sender.identity }
  func receipt(from sender: Identity, id: [UInt8]) -> [UInt8]? { nil }
}

private let kem = made { try HybridIdentity(seed: Reader.secret.kemSeed) }
private let fileKey = made { try FileKey([UInt8](repeating: 3, count: FileKey.size)) }
private let header = made {
  AgeHeader(sealing: [try kem.recipient.wrap(fileKey)], fileKey: fileKey)
}
// The content of the stanza is known. Unwrapping it each time would take most of the time.
private let primitives = StanzaPrimitives(agree: { _, _ in nil }, open: { _, _ in fileKey })

private func open(_ plaintext: [UInt8]) {
  let file = Box(header.bytes)
  do {
    let sealer = try PayloadSealer(fileKey: fileKey) { file.bytes += $0 }
    try plaintext.withUnsafeBytes { try sealer.write($0) }
    try sealer.finish()
    let opener = EnvelopeOpener(for: Reader(), primitives: primitives)
    let envelope = try opener.open(MemorySource(file.bytes))
    expect(envelope.head.to.contains(Fixed.reader.identity), "for somebody else")
    expect(envelope.expiry > Fixed.now, "expired")
  } catch is Refusal {} catch {
    fatalError("an error without a name: \(error)")
  }
}

/// The plaintext with the header's digest in its tail and the sender's signature. Nil when it has
/// no tail.
private func bound(_ plaintext: [UInt8]) -> [UInt8]? {
  guard let last = plaintext.lastIndex(where: { $0 != 0 }), plaintext[last] == 0x0a,
    let kindEnd = plaintext.firstIndex(of: 0x0a),
    let headEnd = plaintext[(kindEnd + 1)...].firstIndex(of: 0x0a),
    let tailEnd = plaintext[..<last].lastIndex(of: 0x0a), tailEnd > headEnd,
    let tailStart = startOfTail(plaintext[(headEnd + 1)..<tailEnd]),
    var tail = try? MessageTail(line: Array(plaintext[tailStart..<tailEnd]))
  else { return nil }
  tail.header = SHA256.hash(header.bytes)
  let tailLine = tail.line + [0x0a]
  let signature = Fixed.sender.signatureLine(under: plaintext[...headEnd] + tailLine)
  let text = plaintext[..<tailStart] + tailLine + signature
  return text + [UInt8](repeating: 0, count: Padme.padded(text.count) - text.count)
}

/// The start of a tail that ends with `bytes`. The frames before it may contain anything.
private func startOfTail(_ bytes: ArraySlice<UInt8>) -> Int? {
  let mark = Array("{\"header\":".utf8)
  return bytes.indices.suffix(4096).last { bytes[$0...].starts(with: mark) }
}

// MARK: Seeds

private final class Box {
  var bytes: [UInt8]
  init(_ bytes: [UInt8] = []) { self.bytes = bytes }
}

private func plaintext(of contents: [[UInt8]]) throws -> [UInt8] {
  let parts = contents.indices.map {
    MessageHead.Part(
      name: $0 == 0 ? "body" : "part \($0)", type: $0 == 0 ? MessageHead.textType : "image/png")
  }
  var head = MessageHead(
    id: [UInt8](repeating: 1, count: 16), from: Fixed.sender.identity,
    to: [Fixed.reader.identity], sent: Fixed.now, expires: Fixed.now + 14 * 86400,
    priority: .urgent, parts: parts, seq: 2, previous: [UInt8](repeating: 9, count: 16))
  head.subject = "Rash"
  head.inReplyTo = [UInt8](repeating: 2, count: 16)
  head.noExport = true
  let hint = made { try X25519Identity(secretKey: Reader.secret.hintSecret) }
  let prekey = Prekey(kem: kem.recipient.publicKey, hint: hint.recipient.publicKey)
  let recipient = EnvelopeRecipient(identity: Fixed.reader.identity, prekey: prekey)
  let sealer = try EnvelopeSealer(recipients: [recipient], day: Fixed.now.day)
  let file = Box(sealer.headerBytes)
  _ = try sealer.seal(head, contents: contents.map(MemorySource.init), by: Fixed.sender) {
    file.bytes += $0
  }
  return try AgeFile.open(file.bytes, identities: [kem])
}
