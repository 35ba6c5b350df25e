internal import Imaging

/// Checks what must hold for any bytes given as a picture. Either they are refused with a named
/// error, or the output can be read again, contains nothing but its picture, and is proven by the
/// verifier.
package enum PictureTrial {
  package static func run(_ input: [UInt8]) {
    for options in variants {
      guard let output = named({ try PictureRedactor(options).run(input).output }) else { continue }
      expectClean(output)
      // The verifier cannot read a salvaged original. Salvaging fills parts that it cannot blur.
      if !options.salvages, !options.metadataOnly {
        let report = named { try Verifier(options).compare(original: input, redacted: output) }
        expect(
          report?.isProven == true, "not proven: \(String(describing: report?.findings))")
      }
    }
    if let regions = variants.last { _ = named { try PictureRedactor(regions).preview(input) } }
  }

  private static func expectClean(_ output: [UInt8]) {
    var options = RedactionOptions()
    options.metadataOnly = true
    do {
      let report = try PictureRedactor(options).run(output).report
      let kinds = report.removed.map(\.kind).filter { $0 != "icc" && $0 != "exif" }
      expect(kinds.isEmpty, "left behind: \(kinds)")
    } catch {
      fatalError("cannot be read again: \(error)")
    }
  }

  /// The value, or nil when the input is refused with an error of this module.
  private static func named<Value>(_ body: () throws -> Value) -> Value? {
    do { return try body() } catch is ImagingError { return nil } catch {
      fatalError("an error without a name: \(error)")
    }
  }

  private static let variants: [RedactionOptions] = {
    var clean = RedactionOptions()
    clean.metadataOnly = true
    var salvaging = clean
    salvaging.salvages = true
    let hiding = RedactionMode.allCases.map { mode in
      var options = RedactionOptions()
      options.mode = mode
      options.regions = [try? Region(parsing: "40%x30%+30%+40%")].compactMap { $0 }
      if mode == .blur {
        options.arrows = [try? Arrow(parsing: "10%,10%:80%,70%")].compactMap { $0 }
      }
      return options
    }
    return [clean, salvaging] + hiding
  }()
}
