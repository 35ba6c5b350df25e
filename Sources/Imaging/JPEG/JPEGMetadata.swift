/// What a JPEG file says beside its picture, sorted into what is carried over in a form of its own
/// and what is left behind.
struct JPEGMetadata {
  private(set) var orientation: Orientation?
  private(set) var profile: ProfileOutcome = .none
  private(set) var removed: [(kind: String, bytes: Int)] = []

  private var profileParts: [(number: Int, bytes: ArraySlice<UInt8>)] = []
  private var namesAdobeRGB = false

  init(_ bytes: [UInt8], _ structure: JPEGStructure) {
    for segment in structure.segments {
      take(segment, bytes, counts: segment.whole.lowerBound < structure.headerEnd)
    }
    let profile = profileParts.sorted { $0.number < $1.number }.flatMap(\.bytes)
    if !profileParts.isEmpty, profile.count <= Limits.profile {
      let channels = structure.components.count
      self.profile = ProfileReader.outcome(of: profile, channels: channels)
    } else if namesAdobeRGB, structure.components.count == 3 {
      self.profile = .replaced(
        CanonicalProfile(primaries: .adobeRGB, curve: .gamma22), exact: true)
    }
    if structure.strayBytes > 0 { removed.append(("stray-bytes", structure.strayBytes)) }
    if structure.end < bytes.count {
      removed.append((Self.tail(bytes[structure.end...]), bytes.count - structure.end))
    }
  }

  /// The segments to be written behind the file header.
  var segments: [(marker: UInt8, bytes: [UInt8])] {
    var segments: [(marker: UInt8, bytes: [UInt8])] = []
    if let orientation { segments.append((0xe1, ExifReader.minimal(orientation))) }
    if case .replaced(let profile, _) = profile {
      segments.append((0xe2, Self.profilePrefix + [1, 1] + profile.bytes))
    }
    return segments
  }

  static let profilePrefix: [UInt8] = Array("ICC_PROFILE\0".utf8)

  /// `counts` says that it stands where viewers look.
  private mutating func take(
    _ segment: JPEGStructure.Segment, _ bytes: [UInt8], counts: Bool
  ) {
    let payload = bytes[segment.payload]
    if segment.marker == 0xdc { removed.append(("line-count", segment.whole.count)) }
    guard (0xe0...0xef).contains(segment.marker) || segment.marker == 0xfe else { return }
    switch Self.kind(segment.marker, payload) {
    case "jfif" where counts:
      if payload.count > 14 { removed.append(("jfif-thumbnail", payload.count - 14)) }
    case "adobe" where counts:
      if payload.count > 12 { removed.append(("adobe-extra", payload.count - 12)) }
    case "icc":
      let number = Int(payload[payload.startIndex + 12])
      if counts { profileParts.append((number, payload.dropFirst(14))) }
      removed.append(("icc", segment.whole.count))
    case "exif": takeExif(payload, segment.whole.count, counts: counts)
    case let kind: removed.append((kind, segment.whole.count))
    }
  }

  private mutating func takeExif(_ payload: ArraySlice<UInt8>, _ size: Int, counts: Bool) {
    var kind = "exif"
    if let exif = ExifReader(payload.dropFirst(6)) {
      if counts, orientation == nil { orientation = exif.orientation }
      if counts, exif.isAdobeRGB { namesAdobeRGB = true }
      if exif.hasThumbnail { kind += "+thumbnail" }
      if exif.hasPosition { kind += "+position" }
      if exif.hasMakerNote { kind += "+maker-note" }
    }
    removed.append((kind, size))
  }

  /// A stable name for an application or comment segment.
  static func kind(_ marker: UInt8, _ payload: ArraySlice<UInt8>) -> String {
    func has(_ prefix: String) -> Bool { payload.starts(with: prefix.utf8) }
    switch marker {
    case 0xfe: return "comment"
    case 0xe0 where has("JFIF\0") && payload.count >= 14: return "jfif"
    case 0xe0 where has("JFXX\0"): return "jfxx"
    case 0xe1 where has("Exif\0"): return "exif"
    case 0xe1 where has("http://ns.adobe.com/xap/1.0/\0"): return "xmp"
    case 0xe1 where has("http://ns.adobe.com/xmp/extension/\0"): return "extended-xmp"
    case 0xe2 where has("ICC_PROFILE\0") && payload.count >= 14: return "icc"
    case 0xe2 where has("MPF\0"): return "multi-picture"
    case 0xe2 where has("urn:iso:std:iso:ts:21496"): return "gain-map"
    case 0xed where has("Photoshop 3.0\0"): return "iptc"
    case 0xee where has("Adobe") && payload.count >= 12: return "adobe"
    default: return "app\(marker & 15)"
    }
  }

  /// What stands behind the end of the picture.
  private static func tail(_ tail: ArraySlice<UInt8>) -> String {
    if tail.starts(with: [0xff, 0xd8]) { return "second-picture" }
    if tail.dropFirst(4).starts(with: "ftyp".utf8) { return "motion-video" }
    return "trailing-data"
  }
}
