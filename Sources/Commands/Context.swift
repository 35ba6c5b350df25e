package import Files
internal import Glibc

/// What a command works with: passed in, so that tests need no globals.
package struct Context: Sendable {
  package var clock: Clock
  package var environment: [String: String]
  package var input: Descriptor
  package var output: Descriptor
  package var errors: Descriptor
  /// The terminal that questions are asked at, opened when one is.
  package var terminalPath: String

  package init(
    clock: Clock, environment: [String: String], input: Descriptor, output: Descriptor,
    errors: Descriptor, terminalPath: String
  ) {
    self.clock = clock
    self.environment = environment
    self.input = input
    self.output = output
    self.errors = errors
    self.terminalPath = terminalPath
  }

  /// The process's own clock, environment and streams.
  package static let process = Context(
    clock: .system, environment: processEnvironment(), input: .standardInput,
    output: .standardOutput, errors: .standardError, terminalPath: "/dev/tty")

  private static func processEnvironment() -> [String: String] {
    var environment: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = SystemText.text(text).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { environment[String(pair[0])] = String(pair[1]) }
      entry += 1
    }
    return environment
  }
}
