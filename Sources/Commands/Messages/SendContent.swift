internal import AgeFormat
internal import Files
internal import Identities
internal import Imaging
internal import Messaging
internal import Teams

/// What goes into the message.
extension Send {
  func text(_ context: Context) throws -> any ByteSource {
    switch body {
    case "-": return DescriptorSource(context.input)
    case let path?: return DescriptorSource(try Descriptor.reading(path))
    case nil where attach.contains("-"): return MemorySource([])
    case nil where !attach.isEmpty && context.input.isTerminal: return MemorySource([])
    case nil:
      if context.input.isTerminal {
        outputOptions.printer(context).remark("type the message; end with Ctrl-D")
      }
      return DescriptorSource(context.input)
    }
  }

  /// Bytes of all that is attached; nil when a pipe is among it.
  func attachedSize() throws -> Int? {
    let sizes = try attach.map { try $0 == "-" ? nil : Directories.facts($0)?.size }
    return sizes.contains(nil) ? nil : sizes.compactMap(\.self).reduce(0, +)
  }

  func attachment(
    _ path: String, _ cleans: Bool, _ context: Context, _ progress: ProgressLine
  ) throws -> OutgoingMessage.Part {
    let file = path == "-" ? context.input : try Descriptor.reading(path)
    var name = path == "-" ? stdinName ?? "" : partName(Paths.name(of: path), context)
    let start = try file.read(upTo: MediaType.prefix)
    // A pipe does not tell that what stands before it failed, but then it is empty.
    if path == "-", start.isEmpty {
      throw Failure(
        "empty-input", .noInput, "there is nothing on standard input to attach",
        hint: "the command before the pipe may have failed; nothing was sent")
    }
    let cleaned = cleans ? try cleanedPicture(file, start, name, context) : nil
    if cleaned != nil { name = PictureOutputs.place(name, ofWhatBegins: start, as: .jpeg) }
    return OutgoingMessage.Part(
      name: name,
      type: MediaType.of(cleaned.map { Array($0.bytes.prefix(MediaType.prefix)) } ?? start),
      content: progress.watching(
        cleaned.map { MemorySource($0.bytes) } ?? DescriptorSource(file, lead: start)))
  }

  /// Nil for a file that is not a picture.
  private func cleanedPicture(
    _ file: Descriptor, _ start: [UInt8], _ name: String, _ context: Context
  ) throws -> CleanedPicture? {
    do {
      let cleaned = try CleanedPicture(file, lead: start, context)
      let printer = outputOptions.printer(context)
      if let removed = cleaned?.removed { printer.remark("\(name): removed \(removed)") }
      for remark in cleaned?.remarks ?? [] { printer.remark("\(name): \(remark)") }
      return cleaned
    } catch let error as ImagingError {
      let failure = Failure(error)
      var hint = failure.hint
      if case .salvageable = error {
        hint =
          "tacita blur --metadata-only --salvage takes what can be read of it; look at that first"
      }
      throw Failure(
        failure.name, failure.status,
        "\(name.escapedForTerminal()): \(failure.message); nothing was sent", hint: hint)
    }
  }

  /// The name under which others get the file `name`: text, as they can write it.
  private func partName(_ name: String, _ context: Context) -> String {
    let readable = UnicodeText.composed(SystemText.readable(name))
    if !SystemText.isText(name) {
      outputOptions.printer(context).remark(
        "“\(name.escapedForTerminal())” is attached as “\(readable.escapedForTerminal())”, because "
          + "its name is not UTF-8")
    }
    return readable
  }

  func patientToken(_ text: String) throws -> PatientToken {
    guard let token = PatientToken(text) else {
      throw Failure.usage(
        "“\(text.escapedForTerminal())” is not a patient token",
        hint: "make it with --patient-from FILE, or copy it from a message about the same patient")
    }
    return token
  }

  /// Seconds from now, from a duration or a moment to come.
  func lifetime(_ context: Context) throws -> Int? {
    guard let expires else { return nil }
    if let seconds = Durations.seconds(expires) { return seconds }
    let now = context.clock.now()
    guard let moment = Moments.moment(expires, .future, now: now) else {
      throw Failure.usage(
        "--expires: “\(expires.escapedForTerminal())” is neither a duration nor a time",
        hint: Durations.advice(expires))
    }
    return moment.unix - now.unix
  }
}
