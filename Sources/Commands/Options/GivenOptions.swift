internal import ArgumentParser
internal import Files
internal import Redaction

/// The files that describe the patient of a text, so that names can be found.
struct GivenOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Mask what this file says of the patient: lines “name: …”, a FHIR Patient, or a PID segment.",
      valueName: "file"), completion: .file())
  var patient: String?

  @Option(
    help: ArgumentHelp("Mask the names in this file, one a line.", valueName: "file"),
    completion: .file())
  var names: String?

  /// What to look for; nil without a file. Tells what of the files cannot be looked for.
  func terms(_ printer: Printer) throws -> GivenTerms? {
    try GivenTermsInput.read(patient: patient, names: names, printer)
  }
}

/// Reads the files of a patient and of names.
enum GivenTermsInput {
  static func read(patient: String?, names: String?, _ printer: Printer) throws -> GivenTerms? {
    var files: [GivenFile] = []
    if let patient { files.append(try file(patient, "--patient") { try GivenFile(patient: $0) }) }
    if let names { files.append(try file(names, "--names") { try GivenFile(names: $0) }) }
    guard !files.isEmpty else { return nil }
    let terms = GivenTerms(files)
    for reason in terms.leftOut { printer.warn(reason) }
    return terms
  }

  private static func file(
    _ path: String, _ option: String, _ make: ([UInt8]) throws -> GivenFile
  ) throws -> GivenFile {
    let bytes = try Descriptor.reading(path).readAll(limit: GivenFile.longest)
    guard let bytes else {
      throw Failure("bad-patient-file", .badData, "the file of \(option) is too long")
    }
    do { return try make(bytes) } catch let error as GivenFileError {
      throw Failure(
        "bad-patient-file", .badData, "the file of \(option) cannot be used: \(error.reason)",
        hint: "man tacita-redact shows the forms that it may have")
    }
  }
}
