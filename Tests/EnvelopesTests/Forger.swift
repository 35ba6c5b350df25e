import AgeFormat
import Files
import Identities
import Secrets

@testable import Envelopes

/// Builds an envelope from pieces. Each is what an honest sender makes it, unless it was set.
struct Forger {
  var sender: SigningKey
  var head: MessageHead
  var fileKey = FileKey()
  /// Those of the header, a hint among them.
  var stanzas: [Stanza]
  /// The content of each part.
  var contents: [[UInt8]]

  var kindLine = MessageLayout.kindLine
  /// Without its LF.
  var headLine: [UInt8]?
  /// All frames of all parts with their lengths.
  var frames: [UInt8]?
  var tail: MessageTail?
  /// Without its LF.
  var tailLine: [UInt8]?
  /// With its LF.
  var signatureLine: [UInt8]?
  var padding: [UInt8]?

  /// An honest message of `sender` to `people`, all of whom have a prekey for `day`.
  init(
    from sender: Person, to people: [Person], day: Day = Person.today, sent: Timestamp = Person.now,
    contents: [[UInt8]] = [Array("Rash since Tuesday".utf8)]
  ) throws {
    let names = ["body"] + (1..<max(1, contents.count)).map { "part \($0)" }
    self.sender = sender.signingKey
    self.contents = contents
    head = MessageHead(
      id: RandomBytes.make(16), from: sender.identity, to: people.map(\.identity), sent: sent,
      expires: sent + 14 * 86400, priority: .routine,
      parts: contents.indices.map {
        MessageHead.Part(name: names[$0], type: $0 == 0 ? MessageHead.textType : "image/jpeg")
      },
      seq: 1, previous: nil)
    stanzas = try Self.stanzas(for: people, day: day, fileKey)
  }

  /// What `reader`, a recipient of `file`, can make of it: all of its pieces as they are.
  init(opening file: [UInt8], by reader: Person) throws {
    let source = MemorySource(file)
    let header = try AgeHeader.read(from: source)
    let identity = try HybridIdentity(seed: reader.secret().kemSeed)
    fileKey = try AgeFile.fileKey(of: header, identities: [identity])
    stanzas = header.stanzas
    let message = try MessageReader.read(PayloadOpener(fileKey: fileKey, source: source))
    let plaintext = try AgeFile.open(file, identities: [identity])
    let before = MessageLayout.kindLine.count + message.headLine.count + 1
    let between = message.parts.reduce(0) { sum, part in
      sum + part.size + 4 * ((part.size + PartDigest.frameSize - 1) / PartDigest.frameSize) + 4
    }
    sender = reader.signingKey
    head = message.head
    contents = []
    headLine = message.headLine
    frames = Array(plaintext[before..<before + between])
    tail = message.tail
    tailLine = message.tailLine
    signatureLine = message.signature.bytes + [0x0a]
  }

  /// A hint and a stanza for each of `people`.
  static func stanzas(
    for people: [Person], day: Day = Person.today, hint hintDay: Day? = nil, _ fileKey: FileKey
  ) throws -> [Stanza] {
    let keys = try people.map { try $0.prekey(on: day) }
    return [try HintStanza(day: hintDay ?? day, hintKeys: keys.map(\.hint)).stanza]
      + (try keys.map { try HybridRecipient(publicKey: $0.kem).wrap(fileKey) })
  }

  /// The header line by line, with a MAC that fits.
  var header: [UInt8] { AgeHeader(sealing: stanzas, fileKey: fileKey).bytes }

  /// Changes the object of the head, whatever else it says.
  mutating func editHead(_ edit: (inout JSONObject) -> Void) throws {
    var object = try CanonicalJSON.decode(headLine ?? head.line, nullable: "prev")
    edit(&object)
    headLine = CanonicalJSON.encode(object)
  }

  /// Changes the object of the tail.
  mutating func editTail(_ edit: (inout JSONObject) -> Void) throws {
    var object = try CanonicalJSON.decode(tailLineBytes)
    edit(&object)
    tailLine = CanonicalJSON.encode(object)
  }

  private var tailLineBytes: [UInt8] {
    let honest = MessageTail(
      header: SHA256.hash(header),
      parts: contents.map { MessageTail.Part(digest: PartDigest.of($0), size: $0.count) })
    return tailLine ?? (tail ?? honest).line
  }

  /// All that comes before the signature.
  private var unsigned: [UInt8] {
    kindLine + (headLine ?? head.line) + [0x0a] + (frames ?? contents.flatMap(Self.framed))
      + tailLineBytes + [0x0a]
  }

  var plaintext: [UInt8] {
    let signed = MessageLayout.signed(headLine: headLine ?? head.line, tailLine: tailLineBytes)
    let text = unsigned + (signatureLine ?? sender.signatureLine(under: signed))
    let zeros = Padme.padded(text.count) - text.count
    return text + (padding ?? [UInt8](repeating: 0, count: zeros))
  }

  var file: [UInt8] { get throws { try file(of: plaintext) } }

  /// The header, then any plaintext.
  func file(of plaintext: [UInt8]) throws -> [UInt8] {
    var file = header
    let sealer = try PayloadSealer(fileKey: fileKey) { file += $0 }
    try plaintext.withUnsafeBytes { try sealer.write($0) }
    try sealer.finish()
    return file
  }

  /// `content` in frames, up to the empty one.
  static func framed(_ content: [UInt8]) -> [UInt8] {
    stride(from: 0, to: content.count, by: PartDigest.frameSize)
      .flatMap { frame(Array(content[$0..<min($0 + PartDigest.frameSize, content.count)])) }
      + frame([])
  }

  /// `bytes` under a length, which may be another.
  static func frame(_ bytes: [UInt8], length: Int? = nil) -> [UInt8] {
    [UInt8](bigEndian: UInt32(length ?? bytes.count)) + bytes
  }
}
