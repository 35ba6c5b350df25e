/// Where on the stored picture the regions of a request fall.
struct RegionPlan {
  let mask: BlockMask
  private let regions: [(region: Region, seen: Rectangle, units: Rectangle)]
  private let orientation: Orientation
  private let stored: PixelSize
  private let unit: PixelSize
  private let mode: RedactionMode

  /// `stored` is the size before the orientation is applied, `unit` the pixels that are hidden or
  /// kept together. `isTurned` says that the pixels at hand have been turned to be seen already.
  init(
    options: RedactionOptions, stored size: PixelSize, orientation noted: Orientation,
    unit: PixelSize, isTurned: Bool = false
  ) throws(ImagingError) {
    let stored = isTurned ? noted.turned(size) : size
    let orientation = isTurned ? .upright : noted
    guard options.regions.count <= Limits.regions else {
      throw .tooManyRegions(options.regions.count)
    }
    self.orientation = orientation
    self.stored = stored
    self.unit = unit
    mode = options.mode
    var regions: [(region: Region, seen: Rectangle, units: Rectangle)] = []
    for region in options.regions {
      guard region.time == nil else { throw .timeOfPicture(region.text) }
      let seen = try region.seen(stored: size, orientation: noted)
      let place = orientation.stored(seen, in: stored)
      regions.append((region, seen, place.cells(width: unit.width, height: unit.height)))
    }
    self.regions = regions
    mask = BlockMask(
      columns: (stored.width + unit.width - 1) / unit.width,
      rows: (stored.height + unit.height - 1) / unit.height,
      areas: regions.map { ($0.units, $0.region.kind.forcesFill ? .fill : options.mode) })
  }

  /// The same for rectangles of units that are known already.
  init(
    units: [Rectangle], mode: RedactionMode, stored: PixelSize, orientation: Orientation,
    unit: PixelSize
  ) {
    self.orientation = orientation
    self.stored = stored
    self.unit = unit
    self.mode = mode
    regions = []
    mask = BlockMask(
      columns: (stored.width + unit.width - 1) / unit.width,
      rows: (stored.height + unit.height - 1) / unit.height, areas: units.map { ($0, mode) })
  }

  /// Enters what was hidden into a report; `modes` as each cluster was done.
  func describe(modes: [RedactionMode], in report: inout RedactionReport) {
    guard !regions.isEmpty else { return }
    report.mode = mode
    report.bits = modes.count { $0 == .pixelate } * Mosaic.bits
    report.hidden = regions.map { region, place, units in
      let label = mask.label(x: units.left, y: units.top)
      return RedactionReport.Hidden(
        asked: region.text, kind: region.kind, score: region.score, place: place, done: seen(units),
        mode: modes[Int(label) - 1])
    }
  }

  /// The stored pixels that each region would hide.
  var storedRectangles: [Rectangle] { regions.map { pixels($0.units) } }

  private func pixels(_ units: Rectangle) -> Rectangle {
    Rectangle(
      left: units.left * unit.width, top: units.top * unit.height,
      right: units.right * unit.width, bottom: units.bottom * unit.height
    ).clipped(to: stored)
  }

  /// The pixels of some units, in the picture as it is seen.
  func seen(_ units: Rectangle) -> Rectangle {
    orientation.seen(pixels(units), in: stored)
  }
}
