internal import Files

/// What a PNG file says beside its picture.
struct PNGMetadata {
  private(set) var orientation: Orientation?
  /// Code points of a video colour space (ITU-T H.273), kept as they are: four numbers from a list.
  private(set) var codePoints: [UInt8]?
  /// Pixels a unit across and down, as the picture is seen; a metre, or only the shape of a pixel.
  private(set) var resolution: PNGResolution?
  private(set) var removed: [(kind: String, bytes: Int)] = []

  init(_ bytes: [UInt8], _ structure: PNGStructure) {
    for chunk in structure.chunks { take(chunk.type, bytes[chunk.payload]) }
    if turn.turned(PixelSize(width: 1, height: 2)).width == 2 { resolution = resolution?.turned }
    if structure.end < bytes.count {
      removed.append(("trailing-data", bytes.count - structure.end))
    }
  }

  /// How the pixels are turned to be seen.
  var turn: Orientation { orientation ?? .upright }

  private mutating func take(_ type: String, _ payload: ArraySlice<UInt8>) {
    switch type {
    case "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "sRGB", "gAMA", "cHRM": return
    case "pHYs":
      if resolution == nil, let own = PNGResolution(payload) {
        resolution = own
        return
      }
    case "cICP":
      let points = Array(payload)
      if Self.isLegal(points) {
        codePoints = points
        return
      }
    case "eXIf":
      if orientation == nil { orientation = ExifReader(payload)?.orientation }
    default: break
    }
    removed.append((Self.kind(type, payload), payload.count + 12))
  }

  private static func isLegal(_ points: [UInt8]) -> Bool {
    points.count == 4 && [1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 22].contains(points[0])
      && (1...18).contains(points[1]) && points[1] != 3 && points[2] == 0 && points[3] <= 1
  }

  /// A stable name for a chunk that is left behind.
  private static func kind(_ type: String, _ payload: ArraySlice<UInt8>) -> String {
    switch type {
    case "iCCP": "icc"
    case "eXIf": "exif"
    case "tIME": "time"
    case "acTL", "fcTL": "animation"
    case "caBX": "content-credentials"
    case "iTXt" where payload.starts(with: "XML:com.adobe.xmp".utf8): "xmp"
    case "tEXt", "zTXt", "iTXt": "text"
    case "bKGD", "hIST", "pHYs", "sBIT", "sPLT", "oFFs", "pCAL", "sCAL", "cICP", "mDCV", "cLLI":
      type
    default: "private-chunk"
    }
  }
}

/// What a pHYs chunk says (PNG 11.3.4.3).
struct PNGResolution: Equatable {
  var across: UInt32
  var down: UInt32
  /// Pixels a metre; else the numbers tell only the shape of a pixel.
  var isMetric: Bool

  /// Nil when it says nothing.
  init?(_ payload: ArraySlice<UInt8>) {
    let body = Array(payload)
    guard body.count == 9, body[8] <= 1 else { return nil }
    let (across, down) = (body[0..<4].bigEndianInteger, body[4..<8].bigEndianInteger)
    guard (1..<1 << 31).contains(across), (1..<1 << 31).contains(down) else { return nil }
    self.across = UInt32(across)
    self.down = UInt32(down)
    isMetric = body[8] == 1
  }

  /// Of the picture turned on its side.
  var turned: PNGResolution {
    var turned = self
    (turned.across, turned.down) = (down, across)
    return turned
  }
}
