import Files
import Testing

/// A program that is run for something of its own, and may be anything.
struct ChildProgramTests {
  private func run(
    _ script: String, seconds: Int = 30, input: [UInt8] = [],
    output: ([UInt8]) throws -> Void = { _ in }
  ) throws -> ChildProgram.Outcome {
    var pieces = [input]
    return try ChildProgram("/bin/sh", environment: ["PATH": "/usr/bin:/bin"]).run(
      ["-c", script], seconds: seconds, input: { pieces.popLast() ?? [] }, output: output)
  }

  @Test func whatItSays() throws {
    var printed: [UInt8] = []
    let outcome = try run("cat; echo wrong >&2; exit 3", input: Array("in".utf8)) { printed += $0 }
    #expect(outcome.status == 3 && printed == Array("in".utf8))
    #expect(outcome.errors == Array("wrong\n".utf8))
  }

  /// What it says without end takes no memory beyond the bound.
  @Test func errorsWithoutEnd() throws {
    let outcome = try run("head -c 1000000 /dev/zero | tr '\\0' x >&2; echo end >&2")
    #expect(outcome.status == 0 && outcome.errors.count == 4096)
    #expect(outcome.errors.suffix(5) == Array("xend\n".utf8))
    let endless = try run("exec tr '\\0' x < /dev/zero >&2")
    #expect(endless.status == 1 && endless.errors == [UInt8](repeating: 0x78, count: 4096))
  }

  @Test func timeIsUp() throws {
    let outcome = try run("exec sleep 100", seconds: 1)
    #expect(outcome.status == nil)
    let endless = try run("exec cat /dev/zero", seconds: 1)
    #expect(endless.status == nil)
  }

  /// Whoever reads has had enough: the program is ended at once.
  @Test func outputIsRefused() throws {
    struct Enough: Error {}
    var count = 0
    #expect(throws: Enough.self) {
      _ = try run("exec cat /dev/zero") {
        count += $0.count
        if count > 1 << 20 { throw Enough() }
      }
    }
  }
}
