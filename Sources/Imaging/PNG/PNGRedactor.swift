/// Hides regions of a PNG picture and writes it afresh.
struct PNGRedactor {
  let options: RedactionOptions

  func run(_ input: [UInt8]) throws -> (output: [UInt8], report: RedactionReport) {
    let structure = try PNGStructure(input)
    let metadata = PNGMetadata(input, structure)
    var reader = try PNGReader(input, structure, salvages: options.salvages)
    var report = RedactionReport(format: .png, size: metadata.turn.turned(structure.size))
    report.orientation = metadata.orientation
    report.profile = reader.colour.outcome
    report.salvaged = options.salvages && (reader.isDamaged || !structure.isWhole)
    for (kind, bytes) in metadata.removed { report.remove(kind, bytes: bytes) }
    var picture = RasterPicture(structure, metadata, &reader)
    let output = try RasterRedactor(options: options).run(&picture, &report)
    return (output, report)
  }

  /// See ``PictureRedactor/preview(_:)``.
  func preview(_ input: [UInt8]) throws -> [UInt8] {
    let structure = try PNGStructure(input)
    let metadata = PNGMetadata(input, structure)
    var reader = try PNGReader(input, structure, salvages: options.salvages)
    var picture = RasterPicture(structure, metadata, &reader)
    return try RasterRedactor(options: options).preview(&picture)
  }
}

extension RasterPicture {
  /// The reader's pixels pass over.
  init(_ structure: PNGStructure, _ metadata: PNGMetadata, _ reader: inout PNGReader) {
    self.init(
      pixels: reader.takePixels(), size: structure.size, turn: metadata.turn,
      filling: structure.filling,
      writer: PNGWriter(
        depth: structure.depth, colourType: structure.colourType, outcome: reader.colour.outcome,
        codePoints: metadata.codePoints, resolution: metadata.resolution))
  }
}

extension PNGStructure {
  /// A middle gray that the original could hold.
  var filling: Float {
    guard colourType == 0 else { return 128 }
    return switch depth {
    case 1: 0
    case 2: 85
    case 4: 119
    default: 128
    }
  }
}
