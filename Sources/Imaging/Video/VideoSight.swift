/// Frames of a clip as a person sees them.
struct VideoSight {
  let head: VideoHead

  /// Red, green and blue of 8 bits, turned upright; of an HDR clip paler than a screen shows it.
  func picture(_ frame: VideoFrame) -> Raster<UInt8> {
    let (width, height) = (head.size.width, head.size.height)
    var raster = Raster<UInt8>(size: head.size, channels: 3)
    // ITU-T H.273: BT.709 and BT.2020 are like each other, the others like BT.601.
    let isNew = [1, 9, 10].contains(head.matrix)
    let (red, blue): (Int, Int) = isNew ? (1_574, 1_856) : (1_402, 1_772)
    let (greenBlue, greenRed) = isNew ? (187, 468) : (344, 714)
    let (base, scale) = head.isFull ? (0, 1_000) : (16, 1_164)
    let chroma = head.isFull ? 1_000 : 1_138
    frame.planes.withUnsafeBufferPointer { planes in
      raster.samples.withUnsafeMutableBufferPointer { samples in
        let (first, second) = (width * height, width * height * 5 / 4)
        for y in 0..<height {
          for x in 0..<width {
            let pale = (y / 2) * (width / 2) + x / 2
            let luma = (Int(planes[y * width + x]) - base) * scale
            let cb = (Int(planes[first + pale]) - 128) * chroma / 1_000
            let cr = (Int(planes[second + pale]) - 128) * chroma / 1_000
            let place = 3 * (y * width + x)
            samples[place] = Self.level(luma + red * cr)
            samples[place + 1] = Self.level(luma - greenBlue * cb - greenRed * cr)
            samples[place + 2] = Self.level(luma + blue * cb)
          }
        }
      }
    }
    return raster.turned(by: head.turn)
  }

  private static func level(_ thousandths: Int) -> UInt8 {
    UInt8(min(max((thousandths + 500) / 1_000, 0), 255))
  }
}

/// Pictures of one size side by side, in rows.
struct PictureSheet {
  private static let columns = 4
  /// The longer side of each.
  static let side = 320
  static let most = 200

  private var pictures: [Raster<UInt8>] = []

  mutating func add(_ picture: Raster<UInt8>) {
    pictures.append(picture.shrunk(to: Self.side))
  }

  /// As a JPEG.
  func jpeg() throws(ImagingError) -> [UInt8] {
    guard let first = pictures.first else { throw VideoHead.nonsense }
    let columns = min(Self.columns, pictures.count)
    let rows = (pictures.count + columns - 1) / columns
    let (width, height) = (first.size.width, first.size.height)
    var sheet = Raster<UInt8>(
      size: PixelSize(width: width * columns, height: height * rows), channels: 3)
    for (number, picture) in pictures.enumerated() {
      let (left, top) = (number % columns * width, number / columns * height)
      for y in 0..<height {
        let start = sheet.index(x: left, y: top + y)
        sheet.samples.replaceSubrange(
          start..<start + 3 * width, with: picture.samples[3 * width * y..<3 * width * (y + 1)])
      }
    }
    return try JPEGEncoder.encode(sheet, .none)
  }
}

extension VideoRedactor {
  /// One frame a second, with frames round what would be hidden, as one picture.
  func preview(_ input: [UInt8]) throws -> [UInt8] {
    guard let coder else { throw ImagingError.noVideoProgram }
    let head = try coder.head(of: input)
    let plan = try VideoPlan(options, head)
    let sight = VideoSight(head: head)
    // Of a long clip, fewer.
    let apart = max(1, (head.milliseconds / 1000 + PictureSheet.most - 1) / PictureSheet.most)
    var sheet = PictureSheet()
    var (next, count) = (0.0, 0)
    try coder.eachFrame(of: input, head) { frame in
      guard head.seconds(frame.time) >= next, count < PictureSheet.most else { return }
      var picture = sight.picture(frame)
      var drawing = Drawing()
      drawing.add(frames: plan.hidden(in: frame).map { plan.places[$0].done }, in: picture.size)
      picture.paint(drawing)
      sheet.add(picture)
      (next, count) = (head.seconds(frame.time).rounded(.down) + Double(apart), count + 1)
    }
    return try sheet.jpeg()
  }
}
