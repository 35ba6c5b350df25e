import Files
import Foundation
import TestSupport
import Testing

@testable import Transports

/// Routes that a program of its own carries: one that does as it should, and others.
struct HelperRouteTests {
  private let folder: TemporaryFolder
  private let mailbox = "00112233445566778899aabbccddeeff"

  init() throws { folder = try TemporaryFolder() }

  private static let examples = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs/examples").standardized.path

  @Test func contractOfTheExample() throws {
    try folder.makeFolder("ward")
    let means = RouteMeans(environment: ["PATH": "\(Self.examples):/usr/bin:/bin"])
    let address = try #require(RouteAddress("example:\(folder.path("ward"))"))
    let route = try address.connect(means)
    #expect(route.isOwned)
    try RouteContract(route: route).play()
    try RouteContract(route: route).playLarge()
  }

  @Test func notInstalled() throws {
    let address = try #require(RouteAddress("nowhere:x"))
    #expect { _ = try address.connect(RouteMeans()) } throws: {
      guard case RouteError.noHelper("tacita-transport-nowhere") = $0 else { return false }
      return true
    }
  }

  /// A helper with its first answer right, and then what `body` of a shell script says.
  private func route(_ body: String, first: String? = nil) throws -> HelperRoute {
    let first = first ?? #"{"owned":false,"protocol":1}"#
    try folder.write(
      "#!/bin/sh\nread -r line\necho '\(first)'\n\(body)\n", to: "tacita-transport-bad")
    try FileTree.setMode(0o700, folder.path("tacita-transport-bad"))
    let means = RouteMeans(environment: ["PATH": "\(folder.path):/usr/bin:/bin"])
    return try HelperRoute(
      try #require(RouteAddress("bad:x")), by: "tacita-transport-bad", means, patience: 1)
  }

  private static let answer = "while read -r line; do echo "

  /// Answers that are none: the helper is ended, and asked nothing more.
  @Test(arguments: [
    "exit 0", "kill -9 $$", "sleep 100", "head -c 3000000 /dev/zero", "yes", "echo",
    "printf '{\"complete\":true,\"names\":[]}'; sleep 100",
    "printf '{'; while sleep 0.2; do printf ' '; done",
    "echo '[]'", "echo '{}'", "echo '{\"complete\":true,\"names\":3}'",
    "echo '{\"names\":[],\"complete\":true}'", "echo '{\"complete\":false,\"names\":[]}'",
    "echo '{\"complete\":true,\"names\":[\"x.age\"]}'",
    #"echo '{"complete":true,"names":["../../1-0011223344556677.age"]}'"#,
    #"echo '{"complete":true,"names":["2-0011223344556677.age","1-0011223344556677.age"]}'"#,
    #"echo '{"complete":true,"names":["1-0011223344556677.age","1-0011223344556677.age"]}'"#,
    "echo '{\"error\":\"unreachable\",\"reason\":\"gone\"}'", "echo '{\"error\":\"unreachable\"}'",
  ])
  func nonsense(_ body: String) throws {
    let route = try route(body)
    let start = MonotonicClock.milliseconds
    for _ in 0..<3 {
      let error = #expect(throws: RouteError.self) {
        try route.entries(in: mailbox, after: nil, limit: 10)
      }
      guard case .unreachable = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
    #expect(!route.isAlive)
    #expect(MonotonicClock.milliseconds - start < 20_000)
  }

  /// First answers that are none.
  @Test(arguments: [
    "", "{}", #"{"owned":true}"#, #"{"owned":false,"protocol":2}"#, #"{"protocol":1}"#,
    #"{"owned":"yes","protocol":1}"#,
  ])
  func beginnings(_ first: String) throws {
    #expect(throws: RouteError.self) { try route("sleep 100", first: first) }
  }

  /// Errors that a helper tells leave it alive; long reasons are cut.
  @Test func errors() throws {
    let long = String(repeating: "é", count: 5000)
    let words = [
      ("refused", "no"), ("full", "no"), ("too-large", "no"), ("failed", "no"),
      ("unheard-of", long), ("unusable", "no"),
    ]
    let lines = words.map { #"read -r line; echo '{"error":"\#($0.0)","reason":"\#($0.1)"}'"# }
    let route = try route(lines.joined(separator: "\n") + "\nsleep 9")
    for (word, _) in words {
      let error = #expect(throws: RouteError.self) { try route.has(name(), in: mailbox) }
      switch (word, error) {
      case ("refused", .refused("no")), ("full", .full("no")), ("unusable", .unusable("no")),
        ("too-large", .failed), ("failed", .notDone("no")):
        break
      case ("unheard-of", .notDone(let reason)): #expect(reason.utf8.count < 310)
      default: Issue.record("\(word): \(String(describing: error))")
      }
      #expect(route.isAlive)
    }
  }

  /// Sizes that are larger than what may be fetched, and bytes that do not come.
  @Test(arguments: ["9007199254740991", "4294967297", "100"])
  func sizes(_ size: String) throws {
    for call in ["envelope", "document"] {
      let route = try route(#"read -r line; echo '{"size":\#(size)}'; echo few; sleep 100"#)
      let error = #expect(throws: RouteError.self) {
        if call == "document" {
          _ = try route.document(.card, of: "tacita1x")
        } else {
          _ = try route.open(MailEntry(mailbox: mailbox, name: name(), place: "here"))
        }
      }
      guard case .unreachable = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(!route.isAlive)
    }
  }

  /// A helper that does not read what is put keeps nobody waiting.
  @Test func doesNotRead() throws {
    let route = try route("sleep 100")
    let bytes = [UInt8](repeating: 7, count: 1 << 17)
    #expect(throws: RouteError.self) {
      try route.put(
        SealedEnvelope(header: bytes, payload: .bytes([])), as: name(), into: mailbox)
    }
    #expect(!route.isAlive)
  }

  /// What it finds: no variable that was not named, no descriptor but three, a session of its own;
  /// and it does not outlive the route.
  @Test func surroundings() throws {
    let report = folder.path("report")
    setenv("TACITA_TEST_SECRET", "x", 1)
    var route: HelperRoute? = try route(
      """
      { env; ls -l /proc/$$/fd | grep -c -- '->'; pwd; ps -o pid=,sid= -p $$; } >\(report)
      read -r line; echo '{"there":true}'; sleep 100
      """)
    #expect(try route?.has(name(), in: mailbox) == true)
    let text = try folder.text(of: "report")
    #expect(!text.contains("SECRET"))
    let lines = text.split(separator: "\n").map(String.init)
    let numbers = lines[lines.count - 1].split(separator: " ")
    #expect(numbers.count == 2 && numbers[0] == numbers[1])
    #expect(lines[lines.count - 2] == "/")
    let process = try #require(pid_t(numbers[0]))
    #expect(kill(process, 0) == 0)
    withExtendedLifetime(route) {}
    route = nil
    #expect(kill(process, 0) != 0)
  }

  /// One that a keeper starts, again and again.
  @Test func waits() throws {
    let route = try route("while read -r line; do sleep 1; echo '{\"arrived\":false}'; done")
    let start = MonotonicClock.milliseconds
    route.wait(for: mailbox, seconds: 2)
    #expect(MonotonicClock.milliseconds - start < 4500)
    #expect(route.isAlive)
  }

  private func name() -> EnvelopeName { EnvelopeName(at: MovableClock.start) }

  @Test func addresses() {
    for text in ["nats://a,b/ward", "rclone:remote:path", "example:/x", "x2-y:z"] {
      #expect(RouteAddress(text)?.description == text, "\(text)")
    }
    #expect(RouteAddress("tls://a/ward") == .helped(by: "nats", text: "tls://a/ward"))
    for text in [
      "nats:", "N:x", "x:y", "../x:y", "2x:y", "nats://me:secret@host/ward", "nats://me@host",
      "nats://a\n", "nats://a\u{1b}", ":x", "na ts:x",
    ] { #expect(RouteAddress(text) == nil, "\(text)") }
  }
}
