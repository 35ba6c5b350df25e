internal import CJPEG

/// A picture as a person sees it, to be looked at: red, green and blue of 8 bits, turned upright.
package struct SeenPicture: Sendable {
  let raster: Raster<UInt8>

  package var size: PixelSize { raster.size }
  var samples: [UInt8] { raster.samples }

  /// Decodes `input`; with `side`, a smaller picture whose longer side is at most that.
  package init(
    _ input: [UInt8], decoder: PictureDecoder? = nil, page: Int? = nil, side: Int? = nil
  ) throws {
    var raster: Raster<UInt8>
    switch try PictureSource(of: input) {
    case .own(.jpeg): raster = try Self.jpeg(input, side: side)
    case .own(.png):
      let structure = try PNGStructure(input)
      var reader = try PNGReader(input, structure, salvages: true)
      raster = Self.colours(reader.takePixels(), PNGMetadata(input, structure).turn)
    case .converted(let format):
      guard let decoder else { throw ImagingError.noDecoder(format) }
      var picture = try decoder.decode(input, as: format, page: page)
      raster = Self.colours(picture.takePixels(), picture.turn)
    case .video: throw ImagingError.notForVideos("this")
    }
    if let side { raster = raster.shrunk(to: side) }
    self.raster = raster
  }

  init(_ raster: Raster<UInt8>) { self.raster = raster }

  /// As a JPEG of its own.
  package func jpeg() throws -> [UInt8] { try JPEGEncoder.encode(raster, .none) }

  private static func colours(_ pixels: RasterPixels, _ turn: Orientation) -> Raster<UInt8> {
    switch pixels {
    case .bytes(let raster): raster.turned(by: turn).flattened().coloured()
    case .deep(let raster): raster.turned(by: turn).flattened().coloured()
    case .taken: Raster(size: PixelSize(width: 0, height: 0), channels: 3)
    }
  }

  private static func jpeg(_ input: [UInt8], side: Int?) throws -> Raster<UInt8> {
    let structure = try JPEGStructure(input)
    try Limits.check(structure, besides: 2 * input.count)
    let orientation = JPEGMetadata(input, structure).orientation ?? .upright
    let longer = max(structure.size.width, structure.size.height)
    let divisor = side.map { side in [8, 4, 2].first { longer / $0 >= side } ?? 1 } ?? 1
    func part(_ length: Int) -> Int { (length + divisor - 1) / divisor }
    let size = PixelSize(
      width: part(structure.size.width), height: part(structure.size.height))
    guard size.width * size.height <= Limits.raster / 3 else {
      throw ImagingError.tooLarge(width: size.width, height: size.height)
    }
    var raster = Raster<UInt8>(size: size, channels: 3)
    var sight = cjpeg_sight(
      divisor: Int32(divisor), scans: Int32(Limits.scans), memory: Limits.memory, width: 0,
      height: 0)
    let status = raster.samples.withUnsafeMutableBufferPointer {
      cjpeg_see(input, input.count, &sight, $0.baseAddress, $0.count)
    }
    guard status == CJPEG_OK, sight.width == size.width, sight.height == size.height else {
      throw ImagingError.damaged("its coded data cannot be read")
    }
    return raster.turned(by: orientation)
  }
}

extension Raster where Sample == UInt8 {
  /// Gray as three equal colours.
  fileprivate func coloured() -> Raster {
    guard channels == 1 else { return self }
    var coloured = Raster(size: size, channels: 3)
    for (pixel, sample) in samples.enumerated() {
      for channel in 0..<3 { coloured.samples[3 * pixel + channel] = sample }
    }
    return coloured
  }

  /// Every pixel the mean of those that it stands for; itself when it is small enough.
  func shrunk(to side: Int) -> Raster {
    let longer = max(size.width, size.height)
    guard longer > side, longer > 0 else { return self }
    func short(_ length: Int) -> Int { max(1, length * side / longer) }
    var small = Raster(
      size: PixelSize(width: short(size.width), height: short(size.height)), channels: channels)
    for y in 0..<small.size.height {
      let rows = y * size.height / small.size.height..<(y + 1) * size.height / small.size.height
      for x in 0..<small.size.width {
        let columns = x * size.width / small.size.width..<(x + 1) * size.width / small.size.width
        for channel in 0..<channels {
          var sum = 0
          for row in rows {
            for column in columns { sum += Int(samples[index(x: column, y: row) + channel]) }
          }
          small.samples[small.index(x: x, y: y) + channel] = UInt8(
            sum / max(1, rows.count * columns.count))
        }
      }
    }
    return small
  }
}
