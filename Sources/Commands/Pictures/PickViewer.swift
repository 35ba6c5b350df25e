internal import Files

/// Shows the page of `--pick` in the user's browser, and removes it afterwards.
struct PickViewer {
  /// Of the page.
  let path: String
  private let program: HelperProgram
  private let prompt: Prompt?

  private static let longestWait = 12 * 3600

  /// To be made before the process is confined: a shell waits from then on to start the browser.
  /// Without `path` the page lies where the system removes what is left.
  init(_ path: String?, _ context: Context) throws {
    let environment = context.environment
    let names =
      (environment["BROWSER"] ?? "").split(separator: ":").map(String.init)
      + ["xdg-open", "sensible-browser"]
    let browsers = names.compactMap { name in
      name.hasPrefix("/") ? name : HelperProgram.find(name, path: environment["PATH"])
    }
    guard let browser = browsers.first else {
      throw Failure(
        "no-browser", .noInput, "there is no browser to open the page with",
        hint: "name one in BROWSER, or leave out --open and open the page yourself")
    }
    let folder = environment["XDG_RUNTIME_DIR"] ?? environment["TMPDIR"] ?? "/tmp"
    let usual = Paths.join(folder, "tacita-\(UInt64.random(in: .min ... .max)).html")
    let place = path ?? usual
    let around = Paths.folder(of: place)
    self.path = Paths.join(Paths.absolute(around) ?? around, Paths.name(of: place))
    // The browser may show other pages too: it is not ended with this.
    program = try HelperProgram(
      "/bin/sh", ["-c", #"read -r go && exec setsid "$0" "$1""#, browser, self.path],
      environment: environment)
    prompt = Prompt(context)
  }

  /// Opens the page, which is complete, and waits until the person is done, or without a terminal
  /// until the browser has ended.
  func show(_ printer: Printer) throws {
    let page = TemporaryFile(path)
    let deadline = HelperProgram.Deadline(seconds: Self.longestWait)
    try program.send(Array("go\n".utf8), by: deadline)
    if let prompt {
      while try !prompt.confirms("are you done with the page, and is it to be removed? (yes/no) ") {
      }
    } else {
      // It ends, or what it says does.
      while (try? program.line(limit: 1 << 20, by: deadline)) != nil {}
    }
    _ = page
    printer.remark("the page is removed")
  }
}
