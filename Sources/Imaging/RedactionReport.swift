package import Files

/// What was done to a picture, for the record: kinds and sizes, never content.
package struct RedactionReport: Sendable {
  package struct Removal: Equatable, Sendable {
    /// A stable name such as `exif`, `xmp`, `trailing-data`.
    package var kind: String
    package var bytes: Int
    package var count: Int
  }

  package struct Hidden: Equatable, Sendable {
    /// As it was asked for.
    package var asked: String
    package var kind: Region.Kind
    package var score: Int?
    /// The pixels that were asked for, in the picture as it is seen.
    package var place: Rectangle
    /// The pixels that were overwritten, in the picture as it is seen.
    package var done: Rectangle
    package var mode: RedactionMode
  }

  /// Nil for a video, which is written as MP4.
  package var format: PictureFormat?
  /// As it is seen.
  package var size: PixelSize
  package var orientation: Orientation?
  package var mode: RedactionMode?
  package var hidden: [Hidden] = []
  /// How many bits of the hidden parts the output may depend on at most.
  package var bits = 0
  package var arrows = 0
  /// Blocks at the right and bottom edge whose unseen part was overwritten.
  package var scrubbedBlocks = 0
  package var removed: [Removal] = []
  package var profile: ProfileOutcome = .none
  /// Set when the output is of another format than the input.
  package var converted: Conversion?
  /// The input was damaged and taken as far as it went.
  package var salvaged = false
  package var outputBytes = 0
  /// Set for a video.
  package var video: VideoFacts?

  package init(format: PictureFormat?, size: PixelSize) {
    self.format = format
    self.size = size
  }

  /// What a person should know of the output.
  package var remarks: [String] {
    [profile.remark].compactMap(\.self) + (converted?.remarks ?? [])
      + (video?.remarks ?? [])
  }

  mutating func remove(_ kind: String, bytes: Int, isSizeKnown: Bool = true) {
    guard bytes > 0 || !isSizeKnown else { return }
    if let index = removed.firstIndex(where: { $0.kind == kind }) {
      removed[index].bytes += bytes
      removed[index].count += 1
    } else {
      removed.append(Removal(kind: kind, bytes: bytes, count: 1))
    }
  }

  /// What was taken away that may tell something about people: `position, thumbnail, camera data`.
  /// Nil when there was nothing of that kind.
  package var removedInWords: String? {
    let kinds = removed.flatMap { $0.kind.split(separator: "+").map(String.init) }
    let words = Self.words.filter { word in kinds.contains { word.kinds.contains($0) } }.map(\.text)
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  /// What says most about people comes first.
  private static let words: [(text: String, kinds: Set<String>)] = [
    ("position", ["position"]), ("sound", ["sound"]), ("subtitles", ["subtitles"]),
    ("video", ["motion-video", "second-video"]), ("cover picture", ["cover"]),
    ("second picture", ["second-picture", "multi-picture", "auxiliary-picture"]),
    ("other pages", ["page"]), ("depth of the scene", ["depth-map"]),
    ("thumbnail", ["thumbnail", "jfif-thumbnail", "jfxx"]), ("animation", ["animation"]),
    ("camera data", ["exif", "maker-note", "camera"]),
    ("captions and edits", ["xmp", "extended-xmp", "iptc", "content-credentials"]),
    ("text", ["comment", "text", "chapters"]), ("time", ["time"]),
    (
      "unknown data",
      ["trailing-data", "stray-bytes", "private-chunk", "other-metadata", "data-track"]
    ),
  ]

  /// What no redaction of regions takes away.
  package static let stays = [
    "quantisation tables and sensor noise can still link pictures of one camera",
    "tattoos, jewellery and the background were not looked for",
  ]

  /// One object, `sha256` being the digest of the output, `file` the name of the input and `output`
  /// the name that the picture got in a folder.
  package func json(
    sha256: [UInt8], file: String? = nil, output: String? = nil
  ) -> JSONObject {
    JSONObject(
      [
        "schema": .string("tacita/blur/1"),
        "file": file.map { .string($0) },
        "output": output.map { .string($0) },
        "format": .string(format?.rawValue ?? "mp4"),
        "width": .number(size.width),
        "height": .number(size.height),
        "orientation": orientation.map { .number($0.rawValue) },
        "mode": mode.map { .string($0.rawValue) },
        "regions": .array(hidden.map(Self.json)),
        "bitsAtMost": .number(bits),
        "arrows": .number(arrows),
        "scrubbedBlocks": .number(scrubbedBlocks),
        "removed": .array(
          removed.map { removal in
            .object(
              JSONObject([
                ("kind", .string(removal.kind)), ("bytes", .number(removal.bytes)),
                ("count", .number(removal.count)),
              ]))
          }),
        "profile": .string(profile.name),
        "converted": converted?.json,
        "video": video?.json,
        "salvaged": .bool(salvaged),
        "bytes": .number(outputBytes),
        "sha256": .string(sha256.hex),
        "stays": .array(Self.stays.map { .string($0) }),
      ] as KeyValuePairs<String, JSONValue?>)
  }

  private static func json(_ hidden: Hidden) -> JSONValue {
    .object(
      JSONObject(
        [
          "asked": .string(hidden.asked), "done": .string(hidden.done.text),
          "kind": .string(hidden.kind.rawValue), "mode": .string(hidden.mode.rawValue),
          "score": hidden.score.map { .number($0) },
        ] as KeyValuePairs<String, JSONValue?>))
  }
}
