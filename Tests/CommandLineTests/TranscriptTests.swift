import Glibc
import TestSupport
import Testing

/// Plays every transcript against the built program.
@Suite struct TranscriptTests {
  @Test("there are transcripts") func some() { #expect(!Transcript.all.isEmpty) }

  @Test("transcript", arguments: Transcript.all) func plays(_ transcript: Transcript) throws {
    var shell = try Shell()
    if transcript.givesTwoHomes { try TwoHomes.lay(in: shell) }
    for step in transcript.steps {
      let outcome = try shell.run(step.command)
      var variables = shell.variables
      let agrees =
        TranscriptPattern.matches(
          step.output[...], lines(outcome.output, shell)[...], &variables)
        && TranscriptPattern.matches(
          step.errors[...], lines(outcome.errors, shell)[...], &variables)
        && outcome.status == step.status
      shell.variables = variables
      #expect(agrees, "\(transcript.name):\(step.line)\n\(said(step, outcome, shell))")
      for path in step.present {
        #expect(isThere(path, shell), "\(transcript.name):\(step.line): \(path) is missing")
      }
      for path in step.absent {
        #expect(!isThere(path, shell), "\(transcript.name):\(step.line): \(path) is there")
      }
    }
  }

  /// Lines of output, with the transcript's folder as `FOLDER`.
  private func lines(_ text: String, _ shell: Shell) -> [String] {
    var lines = text.replacing(shell.folder.path, with: "FOLDER")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// What happened, written as the transcript would have it.
  private func said(_ step: Transcript.Step, _ outcome: Shell.Outcome, _ shell: Shell) -> String {
    (["$ \(step.command)"] + lines(outcome.output, shell)
      + lines(outcome.errors, shell).map { "! \($0)" } + ["= \(outcome.status)"])
      .joined(separator: "\n")
  }

  /// Whether something in the transcript's folder, or beyond it, has a name of this pattern, as a
  /// shell expands it.
  private func isThere(_ pattern: String, _ shell: Shell) -> Bool {
    var found = glob_t()
    defer { globfree(&found) }
    let path = pattern.hasPrefix("/") ? pattern : "\(shell.folder.path)/\(pattern)"
    return glob(path, 0, nil, &found) == 0
  }
}
