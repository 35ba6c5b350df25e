import Foundation
import Testing

/// A session with the built program, as a person would see it, in `Scripts/*.txt`:
///
///     # A comment.
///     given two homes
///
///     $ devries send --to jansen <<< 'Good morning'
///     <id=MESSAGE>
///
///     $ jansen show $MESSAGE --part 3
///     ! tacita: error: there is no part 3: the parts are 0 to 0
///     = 66
///     - out.txt
///
/// - `$ ` begins a command for /bin/bash; lines that begin with `> ` continue it. It runs in a
///   folder of this transcript alone, without a terminal, with an empty standard input, and with
///   that folder as HOME.
/// - The lines below it are what it must write to standard output; with `! ` before them, to
///   standard error. `...` stands for any lines, none too. A line that is empty, or begins like one
///   of these marks, has a `\` before it.
/// - `= N` is the status to end with; without it, 0.
/// - `+ PATH` must be there afterwards, `- PATH` must not; both may be patterns of the shell.
/// - `<id>`, `<identity>` and the others of ``TranscriptPattern`` stand for what differs from run
///   to run; `<id=NAME>` keeps it in the variable NAME of the commands that follow.
/// - `play PAGE` inserts what a page of the project shows in its `console` blocks: commands behind
///   `devries$` or `jansen$`, each with the home of that person, and below them what they answer;
///   `…` stands for any lines.
/// - `given two homes` begins with those of ``TwoHomes``: the commands `devries` and `jansen` are
///   `tacita` with the home of each, who have compared fingerprints.
struct Transcript: CustomTestStringConvertible {
  let name: String
  var givesTwoHomes = false
  var steps: [Step] = []

  var testDescription: String { name }

  struct Step {
    let line: Int
    var command: String
    var output: [String] = []
    var errors: [String] = []
    var status: Int32 = 0
    var present: [String] = []
    var absent: [String] = []
  }

  /// Every transcript, by name.
  static let all: [Transcript] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().map { Transcript($0) }
  }()

  static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts").path

  init(_ name: String) {
    self.name = name
    let text = (try? String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)) ?? ""
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("play ") { play(String(line.dropFirst(5))) }
      read(line, number: index + 1)
    }
  }

  /// The root of the project.
  private static let project = URL(filePath: "../../..", relativeTo: URL(filePath: folder + "/"))

  private mutating func play(_ page: String) {
    let place = Self.project.appending(path: page).path
    let text = (try? String(contentsOfFile: place, encoding: .utf8)) ?? ""
    let before = steps.count
    var isShown = false
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("```") {
        isShown = line == "```console"
      } else if isShown {
        read(Self.asTranscript(line), number: index + 1)
      }
    }
    if steps.count == before {
      steps.append(Step(line: 0, command: "echo no commands in \(page); false"))
    }
  }

  /// A line of a page as a transcript has it.
  private static func asTranscript(_ line: String) -> String {
    for person in ["devries", "jansen"] where line.hasPrefix("\(person)$ ") {
      return
        "$ export XDG_RUNTIME_DIR=$PWD TACITA_HOME=\(person); \(line.dropFirst(person.count + 2))"
    }
    return line == "…" ? "..." : line
  }

  private mutating func read(_ line: String, number: Int) {
    if line == "given two homes" { return givesTwoHomes = true }
    if line.hasPrefix("$ ") {
      return steps.append(Step(line: number, command: String(line.dropFirst(2))))
    }
    guard !line.isEmpty, !line.hasPrefix("#"), !line.hasPrefix("play "), !steps.isEmpty else {
      return
    }
    var step = steps.removeLast()
    let rest = String(line.dropFirst(2))
    switch line.prefix(2) {
    case "> ": step.command += "\n" + rest
    case "! ", "!": step.errors.append(rest)
    case "= ": step.status = Int32(rest) ?? -1
    case "+ ": step.present.append(rest)
    case "- ": step.absent.append(rest)
    default: step.output.append(line.hasPrefix("\\") ? String(line.dropFirst()) : line)
    }
    steps.append(step)
  }
}
