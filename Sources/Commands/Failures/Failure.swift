internal import Files

/// An error as a person and a script see it: a stable name, a status, what happened, what to do.
package struct Failure: Error, Sendable {
  package let name: String
  package let status: Status
  package let message: String
  package let hint: String?

  package init(_ name: String, _ status: Status, _ message: String, hint: String? = nil) {
    self.name = name
    self.status = status
    self.message = message
    self.hint = hint
  }

  /// A command line that asks for something impossible.
  static func usage(_ message: String, hint: String? = nil) -> Failure {
    Failure("usage", .usage, message, hint: hint)
  }

  /// The same, of one input among several.
  func about(_ path: String) -> Failure {
    Failure(name, status, "\(path.escapedForTerminal()): \(message)", hint: hint)
  }
}
