/// What a PNG file says beside its picture.
struct PNGMetadata {
  private(set) var orientation: Orientation?
  /// Code points of a video colour space (ITU-T H.273), kept as they are: four numbers from a list.
  private(set) var codePoints: [UInt8]?
  private(set) var removed: [(kind: String, bytes: Int)] = []

  init(_ bytes: [UInt8], _ structure: PNGStructure) {
    for chunk in structure.chunks { take(chunk.type, bytes[chunk.payload]) }
    if structure.end < bytes.count {
      removed.append(("trailing-data", bytes.count - structure.end))
    }
  }

  private mutating func take(_ type: String, _ payload: ArraySlice<UInt8>) {
    switch type {
    case "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "sRGB", "gAMA", "cHRM": return
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
    case "caBX": "content-credentials"
    case "iTXt" where payload.starts(with: "XML:com.adobe.xmp".utf8): "xmp"
    case "tEXt", "zTXt", "iTXt": "text"
    case "bKGD", "hIST", "pHYs", "sBIT", "sPLT", "oFFs", "pCAL", "sCAL", "cICP", "mDCV", "cLLI":
      type
    default: "private-chunk"
    }
  }
}
