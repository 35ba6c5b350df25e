internal import Files
internal import FuzzSupport
internal import Identities

/// Signed documents: the bytes unchanged, and with a valid signature. Without a valid signature,
/// the code after the signature check would not be reached.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  read(input)
  let lines = input.split(separator: 0x0a, maxSplits: 2, omittingEmptySubsequences: false)
  if lines.count == 3 {
    let signed = Array(lines[0]) + [0x0a] + Array(lines[1]) + [0x0a]
    read(signed + Fixed.sender.signatureLine(under: signed))
  }
  return 0
}

private func read(_ bytes: [UInt8]) {
  named {
    let documents = try SignedDocument.parse(stream: bytes)
    expect(documents.flatMap(\.bytes) == bytes, "bytes that belong to no document")
    for document in documents {
      // The only form of its object.
      let object = CanonicalJSON.encode(document.body)
      expect(
        document.bytes.dropFirst(document.kind.line.count).starts(with: object), "another form")
      switch document.kind {
      case .card: named { check(try Card(document)) }
      case .attestation: named { _ = try Attestation(document) }
      case .revocation: named { _ = try Revocation(document) }
      default: fatalError("a kind that nobody exchanges")
      }
    }
  }
}

/// Uses a card in every way in which a home does when it takes one in.
private func check(_ card: Card) {
  _ = card.hasEnded(Fixed.now)
  _ = card.prekey(on: Fixed.now.day)
  _ = try? card.replaces(card.facts)
}

private func named(_ body: () throws -> Void) {
  do { try body() } catch is DocumentError {} catch {
    fatalError("an error without a name: \(error)")
  }
}

/// Writes seeds when the arguments ask for them.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> CInt {
  Seeds.writeIfAsked(arguments.pointee, count: count.pointee) {
    let registration = Registration(register: "big", number: "89012345601")
    let prekey = Prekey(
      kem: [UInt8](repeating: 9, count: Prekey.kemSize),
      hint: [UInt8](repeating: 9, count: Prekey.hintSize))
    let card = try Card.sign(
      by: Fixed.sender, name: "A. de Vries", mailbox: "00112233445566778899aabbccddeeff",
      registrations: [registration], firstDay: Fixed.now.day, prekeys: [prekey, prekey],
      issued: Fixed.now)
    let attestation = try Attestation.sign(
      by: Fixed.sender, subject: Fixed.reader.identity, name: "B. Jansen",
      registration: registration, profession: "01", method: .inPerson,
      source: "https://example.com/register", sourceDate: Fixed.now, issued: Fixed.now,
      validUntil: Fixed.now + 86400)
    let revocations = try [
      Revocation.Target.identity(Fixed.reader.identity), .attestation(attestation.digest),
    ].map {
      try Revocation.sign(by: Fixed.sender, of: $0, reason: .compromised, issued: Fixed.now)
    }
    let single = [card.bytes, attestation.bytes] + revocations.map(\.bytes)
    return single + [Array(single.joined())]
  }
  return 0
}
