package import Files
internal import MessageVault
internal import Secrets

/// What belongs to one backup: the content of a snapshot.
package struct Manifest: Sendable {
  static let schema = "tacita/snapshot/1"
  static let largest = 1 << 30

  /// Another snapshot.
  struct Link: Sendable {
    let generation: Int
    /// Of the file, in hexadecimal.
    let sha256: String
  }

  struct Pack: Sendable {
    let day: Day
    let piece: Piece
    /// Messages in it, changes of others not counted.
    let rows: Int
  }

  struct Object: Sendable {
    let day: Day
    let rowKey: [UInt8]
    let piece: Piece
  }

  struct Envelope: Sendable {
    /// The day in its hint, or that of its arrival.
    let day: Day
    /// Its name in the home's queue, 32 hexadecimal digits.
    let name: String
    let piece: Piece
  }

  struct Segment: Sendable {
    /// The numbers of its first line and its last.
    let first: Int
    let last: Int
    /// Of its file: the number of the first line, unless that was taken.
    let name: String
    let piece: Piece
  }

  var generation: Int
  var time: Timestamp
  /// The number of the last change that is in it.
  var position = 0
  /// In the order in which their rows are to be put back.
  var packs: [Pack] = []
  var objects: [Object] = []
  var envelopes: [Envelope] = []
  var segments: [Segment] = []
  /// Lines of the audit log after the last segment.
  var tail: [AuditRecord] = []
  /// The code of the last line of the audit log; nil without lines.
  var head: [UInt8]?
  var deletions: [Vault.Deletion] = []
  /// The SHA-256 of the keyring, in hexadecimal.
  var keyring = ""
  /// The snapshot before it.
  var previous: Link?
  var configuration: HomeConfiguration

  /// Lines of the audit log in it.
  var lines: Int { tail.last?.number ?? segments.last?.last ?? 0 }
}

/// As JSON.
extension Manifest {
  package var json: JSONObject {
    JSONObject([
      "audit": .object(auditJSON),
      "deletions": .array(
        deletions.map { .array([.number($0.day.number), .string($0.rowKey.hex)]) }),
      "envelopes": .array(envelopes.map { .object($0.json) }),
      "generation": .number(generation), "keyring": .string(keyring),
      "mailbox": .string(configuration.mailbox),
      "objects": .array(objects.map { .object($0.json) }),
      "packs": .array(packs.map { .object($0.json) }), "position": .number(position),
      "previous": previous.map { .object($0.json) },
      "route": configuration.route.map { .string($0) }, "schema": .string(Self.schema),
      "time": .string(time.description),
    ])
  }

  private var auditJSON: JSONObject {
    JSONObject([
      "head": head.map { .string($0.hex) },
      "segments": .array(segments.map { .object($0.json) }),
      "tail": .string(Base64.text(AuditSegment.encode(tail))),
    ])
  }

  package init(json: JSONObject) throws {
    let schema = try json.string("schema")
    guard schema == Self.schema else { throw BackupError.newerRepository(found: schema) }
    generation = try json.number("generation")
    time = try json.time("time")
    position = try json.number("position")
    packs = try json.objects("packs").map(Pack.init)
    objects = try json.objects("objects").map(Object.init)
    envelopes = try json.objects("envelopes").map(Envelope.init)
    keyring = try json.string("keyring")
    previous = try json.optional("previous", JSONObject.object).map(Link.init)
    configuration = HomeConfiguration(
      route: try json.optional("route", JSONObject.string),
      mailbox: [UInt8](try json.hex("mailbox", bytes: 16)).hex)
    deletions = try json.array("deletions").map { value in
      guard case .array(let pair) = value, pair.count == 2, case .number(let day) = pair[0],
        case .string(let key) = pair[1], let rowKey = [UInt8](hex: key)
      else { throw JSONError("a deletion") }
      return Vault.Deletion(rowKey: rowKey, day: Day(day))
    }
    let audit = try json.object("audit")
    segments = try audit.objects("segments").map(Segment.init)
    head = try audit.optional("head") { object in { try object.hex($0, bytes: 32) } }
    guard let tail = Base64.decode(try audit.string("tail").utf8) else { throw JSONError("tail") }
    self.tail = AuditSegment.decode(tail).records
  }
}

extension Manifest.Link {
  fileprivate var json: JSONObject {
    JSONObject(["generation": .number(generation), "sha256": .string(sha256)])
  }

  fileprivate init(_ json: JSONObject) throws {
    self.init(
      generation: try json.number("generation"), sha256: try json.hex("sha256", bytes: 32).hex)
  }
}

extension Piece {
  fileprivate var members: [(String, JSONValue)] {
    [("sha256", .string(sha256)), ("size", .number(size))]
  }

  fileprivate init(_ json: JSONObject) throws {
    self.init(
      sha256: try json.hex("sha256", bytes: 32).hex, size: try json.number("size"))
  }
}

extension Manifest.Pack {
  fileprivate var json: JSONObject {
    JSONObject([("day", .number(day.number)), ("rows", .number(rows))] + piece.members)
  }

  fileprivate init(_ json: JSONObject) throws {
    self.init(
      day: Day(try json.number("day")), piece: try Piece(json), rows: try json.number("rows"))
  }
}

extension Manifest.Object {
  fileprivate var json: JSONObject {
    JSONObject([("day", .number(day.number)), ("row", .string(rowKey.hex))] + piece.members)
  }

  fileprivate init(_ json: JSONObject) throws {
    self.init(
      day: Day(try json.number("day")), rowKey: try json.hex("row", bytes: 16),
      piece: try Piece(json))
  }
}

extension Manifest.Envelope {
  fileprivate var json: JSONObject {
    JSONObject([("day", .number(day.number)), ("name", .string(name))] + piece.members)
  }

  fileprivate init(_ json: JSONObject) throws {
    self.init(
      day: Day(try json.number("day")), name: try json.hex("name", bytes: 16).hex,
      piece: try Piece(json))
  }
}

extension Manifest.Segment {
  fileprivate var json: JSONObject {
    JSONObject(
      [("first", .number(first)), ("last", .number(last)), ("name", .string(name))]
        + piece.members)
  }

  fileprivate init(_ json: JSONObject) throws {
    self.init(
      first: try json.number("first"), last: try json.number("last"),
      name: try json.string("name").filter { $0 != "/" }, piece: try Piece(json))
  }
}

/// As a file: "tacita/v1/snapshot" LF ‖ the JSON as a sealed blob under subkey 5, with the
/// associated data "tacita/v1/backup" ‖ 00 ‖ vault id ‖ u64 generation.
extension Manifest {
  private static let magic = Array("tacita/v1/snapshot\n".utf8)

  func sealed(vault: [UInt8], key: SecretBytes) -> [UInt8] {
    Self.magic
      + SealedBlob.seal(
        CanonicalJSON.encode(json), key: key,
        associated: Self.associated(vault, generation))
  }

  /// The manifest in the file of `generation`. Throws ``BackupError/damaged(_:)`` when it was
  /// altered, or is that of another generation, vault or key.
  init(sealed bytes: [UInt8], generation: Int, vault: [UInt8], keys: [SecretBytes]) throws {
    guard bytes.starts(with: Self.magic) else {
      throw BackupError.damaged("it is none")
    }
    let blob = Array(bytes.dropFirst(Self.magic.count))
    for key in keys {
      guard
        let json = SealedBlob.open(
          blob, key: key, associated: Self.associated(vault, generation))
      else { continue }
      do {
        try self.init(json: try JSONParser.object(json))
        return
      } catch let error as JSONError {
        throw BackupError.damaged("\(error)")
      }
    }
    throw BackupError.damaged("it does not open")
  }

  private static func associated(_ vault: [UInt8], _ generation: Int) -> [UInt8] {
    Array("tacita/v1/backup".utf8) + [0] + vault + [UInt8](bigEndian: UInt64(generation))
  }
}
