/// Hides regions in the frames of one clip. What is written into a region follows from the frame
/// outside of it.
struct VideoPainter {
  private let head: VideoHead
  private let filling: Float = 128
  /// Stored pixels and treatment of each region.
  private let areas: [(place: Rectangle, mode: RedactionMode)]
  /// For regions that are hidden together, by their numbers.
  private var masks: [[Int]: (luma: BlockMask, colour: BlockMask)] = [:]

  /// A side of what is hidden or kept together: colours lie at half of it, in blocks of eight.
  static let unit = PixelSize(width: 16, height: 16)

  init(_ head: VideoHead, areas: [(place: Rectangle, mode: RedactionMode)]) {
    self.head = head
    self.areas = areas
  }

  /// Hides the regions with these numbers. Returns how each was hidden.
  mutating func hide(_ regions: [Int], in frame: inout VideoFrame) -> [RedactionMode] {
    guard !regions.isEmpty else { return [] }
    let masks = masks(for: regions)
    let colours = PixelSize(width: head.size.width / 2, height: head.size.height / 2)
    var modes: [RedactionMode] = []
    var painted: [UInt8] = []
    painted.reserveCapacity(frame.planes.count)
    for (size, mask) in [(head.size, masks.luma), (colours, masks.colour), (colours, masks.colour)]
    {
      let end = painted.count + size.width * size.height
      var redaction = RasterRedaction(
        raster: Raster<UInt8>(
          size: size, channels: 1, native: frame.planes[painted.count..<end]),
        mask: mask, filling: filling)
      let done = redaction.apply()
      if modes.isEmpty {
        modes = regions.map { region in
          let place = areas[region].place
          return done[Int(mask.label(x: place.left / 8, y: place.top / 8)) - 1]
        }
      }
      painted += redaction.raster.samples
    }
    frame.planes = painted
    return modes
  }

  private mutating func masks(for regions: [Int]) -> (luma: BlockMask, colour: BlockMask) {
    if let known = masks[regions] { return known }
    func mask(_ divisor: Int) -> BlockMask {
      let size = PixelSize(width: head.size.width / divisor, height: head.size.height / divisor)
      return BlockMask(
        columns: (size.width + 7) / 8, rows: (size.height + 7) / 8,
        areas: regions.map { region in
          let place = areas[region].place
          let part = Rectangle(
            left: place.left / divisor, top: place.top / divisor, right: place.right / divisor,
            bottom: place.bottom / divisor)
          return (part.cells(width: 8, height: 8), areas[region].mode)
        })
    }
    let made = (luma: mask(1), colour: mask(2))
    // A person names few; a detector, many that are each needed once.
    if masks.count >= 64 { masks.removeAll() }
    masks[regions] = made
    return made
  }
}
