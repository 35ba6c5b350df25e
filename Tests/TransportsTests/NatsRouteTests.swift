import Files
import Foundation
import TestSupport
import Testing

@testable import Transports

/// Routes over NATS JetStream, against Debian's server and a newer one.
@Suite(.serialized)
struct NatsRouteTests {
  enum Server: String, CaseIterable {
    case debian = "/usr/sbin/nats-server"
    /// As `scripts/setup` installs it.
    case newer = ".build/nats-server/bin/nats-server"

    var program: String {
      let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      return URL(filePath: rawValue, relativeTo: tests.deletingLastPathComponent()).path
    }
  }

  private static let program = ExternalProgram.built + "/tacita-transport-nats"
  private static let vries = "00112233445566778899aabbccddeeff"
  private static let jansen = "ffeeddccbbaa99887766554433221100"
  private let folder: TemporaryFolder
  private let now = MovableClock.start

  init() throws { folder = try TemporaryFolder() }

  /// The users of a server: an administrator, and two with a mailbox each.
  private func users() throws -> String {
    let people = try [("vries", Self.vries), ("jansen", Self.jansen)].map { name, mailbox in
      try ExternalProgram.output(
        Self.program,
        [
          "permissions", "nats://x/ward", "--user", name, "--mailbox", mailbox, "--identity",
          "tacita1\(name)",
        ]
      ).replacing("$CHANGE_ME", with: "of-\(name)")
    }
    return "{ user: admin, password: of-admin }\n" + people.joined(separator: "\n")
  }

  private func server(
    _ name: String, port: Int, cluster: String = "", _ program: Server = .debian
  ) throws -> TestServer {
    try folder.write(
      """
      listen: 127.0.0.1:\(port)
      server_name: \(name)
      jetstream { store_dir: "\(folder.path(name))" }
      accounts { WARD { jetstream: enabled
        users: [ \(try users()) ] } }
      \(cluster)
      """, to: "\(name).conf")
    return try TestServer(
      program.program, ["-c", folder.path("\(name).conf")], port: port,
      log: folder.path("\(name).log"))
  }

  private func credentials(_ user: String) throws -> String {
    try folder.write("user = \(user)\npassword = of-\(user)\n", to: "\(user).secret")
    return folder.path("\(user).secret")
  }

  private func setUp(_ route: String, replicas: Int) throws {
    try ExternalProgram.run(
      Self.program,
      [
        "setup", route, "--credentials", credentials("admin"), "--replicas", "\(replicas)",
        "--gigabytes", "1",
      ])
  }

  private func route(_ text: String, as user: String) throws -> any Route {
    try route(text, credentials: credentials(user))
  }

  private func route(_ text: String, credentials: String) throws -> any Route {
    let means = RouteMeans(
      environment: [
        "PATH": "\(ExternalProgram.built):/usr/bin:/bin", "TMPDIR": folder.path,
        "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
      ], credentials: credentials, folder: folder.path)
    return try #require(RouteAddress(text)).connect(means)
  }

  @Test func credentialsThatAreTooLong() throws {
    let secret = folder.path("secret")
    for (length, reason) in [(16_384, "no server available"), (16_385, "is too long")] {
      let start = "user = a\npassword = b\n#"
      try FileTree.write(
        Array((start + String(repeating: "x", count: length - start.utf8.count)).utf8), to: secret)
      let error = #expect(throws: RouteError.self) {
        try route("nats://127.0.0.1:1/ward", credentials: secret)
      }
      #expect("\(String(describing: error))".contains(reason))
    }
  }

  @Test(arguments: Server.allCases) func contract(_ program: Server) throws {
    let port = try TestServer.freePort()
    let server = try server("a", port: port, program)
    let text = "nats://127.0.0.1:\(server.port)/ward"
    try setUp(text, replicas: 1)
    try setUp(text, replicas: 1)
    let route = try route(text, as: "admin")
    try RouteContract(route: route).play()
    try RouteContract(route: route).playLarge()
    #expect(!route.isOwned)
    let notes = try route.check(Self.vries)
    #expect(program == .newer ? notes.isEmpty : notes.first?.contains("2.10.27") == true)
    try ExternalProgram.run(Self.program, ["sweep", text, "--credentials", credentials("admin")])
  }

  @Test func contractOfThree() throws {
    let ports = try (0..<6).map { _ in try TestServer.freePort() }
    let routes = ports[3...].map { "nats://127.0.0.1:\($0)" }.joined(separator: ", ")
    var servers: [TestServer] = []
    for number in 0..<3 {
      servers.append(
        try server(
          "s\(number)", port: ports[number],
          cluster:
            "cluster { name: w, listen: 127.0.0.1:\(ports[3 + number]), routes: [\(routes)] }"))
    }
    let text = "nats://" + ports[..<3].map { "127.0.0.1:\($0)" }.joined(separator: ",") + "/ward"
    try patiently { try setUp(text, replicas: 3) }
    let route = try route(text, as: "admin")
    try RouteContract(route: route).play()
    try RouteContract(route: route).playLarge()
    // Without one server everything goes on, by the others.
    let name = EnvelopeName(at: now)
    try patiently {
      try self.route(text, as: "jansen").put(
        SealedEnvelope(header: [1], payload: .bytes([2])), as: name, into: Self.vries)
    }
    servers.removeFirst()
    try patiently {
      let reader = try self.route(text, as: "vries")
      let entries = try reader.entries(in: Self.vries, after: nil, limit: 9).entries
      #expect(entries.map(\.name) == [name])
      for entry in entries {
        #expect(try reader.open(entry)?.readAll(limit: 9) == [1, 2])
        try reader.remove(entry)
      }
      #expect(try !reader.has(name, in: Self.vries))
    }
    withExtendedLifetime(servers) {}
  }

  /// Servers choose a leader first.
  private func patiently(_ body: () throws -> Void) throws {
    for _ in 0..<30 {
      do { return try body() } catch { usleep(500_000) }
    }
    try body()
  }

  /// With the credentials of one mailbox, nothing of another's is read, taken or published.
  @Test(arguments: Server.allCases) func rights(_ program: Server) throws {
    let port = try TestServer.freePort()
    let server = try server("a", port: port, program)
    let text = "nats://127.0.0.1:\(server.port)/ward"
    try setUp(text, replicas: 1)
    let (vries, jansen) = (try route(text, as: "vries"), try route(text, as: "jansen"))
    let name = EnvelopeName(at: now)
    try jansen.put(SealedEnvelope(header: [1], payload: .bytes([2])), as: name, into: Self.vries)
    try vries.publish([3], as: .card, of: "tacita1vries")
    #expect(try jansen.document(.card, of: "tacita1vries") == [3])
    let listing = try jansen.documents(.card, changedSince: now)
    #expect(listing.documents.map(\.identity) == ["tacita1vries"] && listing.isComplete)
    let entry = try #require(try vries.entries(in: Self.vries, after: nil, limit: 9).entries.first)
    func isRefused(_ what: String, _ body: () throws -> Void) {
      let error = #expect(throws: RouteError.self, "\(what)") { try body() }
      guard case .refused = error else {
        Issue.record("\(what): \(String(describing: error))")
        return
      }
    }
    isRefused("list") { _ = try jansen.entries(in: Self.vries, after: nil, limit: 9) }
    isRefused("read") { _ = try jansen.open(entry) }
    isRefused("take") { try jansen.remove(entry) }
    isRefused("forge") { try jansen.publish([4], as: .card, of: "tacita1vries") }
    isRefused("end") { try jansen.publish([4], as: .revocation, of: "tacita1vries") }
    isRefused("mailboxes") { _ = try jansen.mailboxes() }
    #expect(try vries.open(entry)?.readAll(limit: 9) == [1, 2])
    #expect(try vries.document(.card, of: "tacita1vries") == [3])
    // The sender can take back what was not fetched.
    #expect(try jansen.has(name, in: Self.vries))
    #expect(try jansen.retract(name, from: Self.vries) == .retracted)
    #expect(try vries.entries(in: Self.vries, after: nil, limit: 9).entries.isEmpty)
    isRefused("wrong password") {
      try folder.write("user = vries\npassword = wrong\n", to: "bad.secret")
      _ = try #require(RouteAddress(text)).connect(
        RouteMeans(
          environment: ["PATH": ExternalProgram.built], credentials: folder.path("bad.secret")))
    }
  }

  /// A push wakes who waits, at once; and a server that stops is not waited for for ever.
  @Test func waiting() throws {
    let port = try TestServer.freePort()
    let server = try server("a", port: port)
    let text = "nats://127.0.0.1:\(server.port)/ward"
    try setUp(text, replicas: 1)
    let (vries, jansen) = (try route(text, as: "vries"), try route(text, as: "jansen"))
    #expect(try vries.entries(in: Self.vries, after: nil, limit: 9).entries.isEmpty)
    let started = MonotonicClock.milliseconds
    Threads.run(2) { number in
      if number == 0 {
        vries.wait(for: Self.vries, seconds: 15)
      } else {
        usleep(300_000)
        try? jansen.put(
          SealedEnvelope(header: [1], payload: .bytes([2])), as: EnvelopeName(at: now),
          into: Self.vries)
      }
    }
    #expect(MonotonicClock.milliseconds - started < 8000)
    #expect(try vries.entries(in: Self.vries, after: nil, limit: 9).entries.count == 1)
    server.pause()
    let error = #expect(throws: RouteError.self) {
      try jansen.has(EnvelopeName(at: now), in: Self.vries)
    }
    guard case .unreachable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!jansen.isAlive)
  }
}
