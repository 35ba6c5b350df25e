enum PNGStructure {
  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
}
struct PNGRedactor {
  let options: RedactionOptions
  func run(_ input: [UInt8]) throws -> (output: [UInt8], report: RedactionReport) {
    throw ImagingError.notAPicture
  }
}
