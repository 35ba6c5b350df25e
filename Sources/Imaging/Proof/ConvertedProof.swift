/// See ``Verifier``: compares with what the original becomes without regions. That is computed
/// again by the same libraries, so the proof holds for pictures that this version made.
struct ConvertedProof {
  let options: RedactionOptions
  let decoder: PictureDecoder?
  let redacted: [UInt8]

  func run(
    _ original: [UInt8], from format: ConvertibleFormat, as target: PictureFormat
  ) throws -> ProofReport {
    guard let decoder else { throw ImagingError.noDecoder(format) }
    var picture = try decoder.decode(original, as: format, page: options.page)
    var options = options
    for index in options.regions.indices {
      try options.regions[index].place(stored: picture.size, orientation: picture.turn)
    }
    var report: ProofReport
    switch target {
    case .jpeg:
      let conversion = try ConvertedRedactor.jpeg(&picture)
      report = try JPEGProof(options: options, original: conversion, redacted: redacted).run()
    case .png:
      var source = RasterPicture(&picture)
      report = try PNGProof(options: options, redacted: redacted).run(&source)
    }
    report.converted = format
    return report
  }
}
