import Files
import Foundation
import TestSupport
import Testing

@testable import Registers

/// Asking registers over the network, against a server on this machine.
@Suite(.enabled(if: Vectors.areThere), .serialized)
struct OnlineTests {
  private static let server = Result { try FakeRegister() }
  private static let now = Timestamp(unix: 1_795_300_000)

  /// The folder of the programs that were built with these tests.
  static let binaries: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: own).deletingLastPathComponent().path
  }()

  private let server: FakeRegister

  init() throws { server = try Self.server.get() }

  private func ask(
    _ register: Register, _ number: String, at url: String, timeout: Int = 5,
    program: String = binaries + "/tacita-register", key: String? = nil,
    environment: [String: String] = [:]
  ) -> Findings {
    var options = OnlineRegister.Options(program: program)
    options.endpoint = url
    options.timeout = timeout
    options.accessKey = key
    let own = ProcessInfo.processInfo.environment
    options.environment = OnlineRegister.passedOn(own.merging(environment) { $1 })
    let desk = RegisterDesk(
      SnapshotFolder("/nonexistent"), clock: .fixed(Self.now), online: OnlineRegister(options))
    let question = RegistrationQuestion(register: register.rawValue, number: number)
    return (try? desk.findings(question)) ?? Findings(question, answer: .unknown(.noSnapshot))
  }

  private func big(_ path: String, timeout: Int = 5) -> Findings {
    ask(.big, "89012345601", at: server.url(path), timeout: timeout)
  }

  @Test func answersOfBIG() throws {
    let active = big("active")
    #expect(active.verdict == .active && active.entry?.name == "A. de Vries")
    guard case .found(_, _, let source, let date) = active.answer else {
      Issue.record("\(active)")
      return
    }
    #expect(source == server.url("active") && date == Self.now)
    let ended = big("ended")
    #expect(ended.verdict == .ended && ended.entry?.until?.description == "2024-06-30")
    let restricted = big("restricted")
    #expect(restricted.verdict == .restricted)
    #expect(restricted.entry?.note == "Mag geen zelfstandige praktijk voeren")
    #expect(big("notfound").verdict == .notRegistered)
    #expect(big("past-measure").verdict == .active)
    #expect(big("here").verdict == .active)
    // A decimal number that lost its leading zero.
    #expect(ask(.big, "09000000001", at: server.url("decimal")).verdict == .active)
    let request = try #require(try server.requests("active").first)
    #expect(request.contains("http://services.cibg.nl/ExternalUser/ListHcpApprox4"))
    #expect(request.contains("<WebSite>Ribiz</WebSite><RegistrationNumber>89012345601<"))
  }

  @Test func answersOfNPI() {
    func npi(_ path: String) -> Findings { ask(.npi, "1234567893", at: server.url(path)) }
    let active = npi("npi-active")
    #expect(active.verdict == .active && active.entry?.name == "JOHN SMITH")
    #expect(active.profession == "207Q00000X")
    #expect(npi("npi-ended").verdict == .ended)
    #expect(npi("npi-organisation").verdict == .organisation)
    #expect(npi("npi-none").verdict == .notRegistered)
    for path in ["npi-errors", "npi-other", "npi-list", "npi-no-status", "html"] {
      guard case .unknown(.nonsense) = npi(path).answer else {
        Issue.record("\(path): \(npi(path).answer)")
        continue
      }
    }
  }

  @Test func answersOfRPPS() throws {
    func rpps(_ path: String, key: String? = nil) -> Findings {
      ask(.rpps, "10000000017", at: server.url(path), key: key)
    }
    #expect(rpps("fhir-active", key: "k-123").verdict == .active)
    #expect(rpps("fhir-ended").verdict == .ended)
    #expect(rpps("fhir-none").verdict == .notRegistered)
    for path in ["fhir-other", "fhir-silent", "fhir-error"] {
      #expect(rpps(path).verdict == .unknown, "\(path)")
    }
    let request = try #require(try server.requests("fhir-active").first).lowercased()
    #expect(request.contains("'esante-api-key': 'k-123'"))
  }

  /// Never a no when it is not known.
  @Test(arguments: [
    "bomb", "doctype", "doctype-utf16", "html", "cut", "empty", "no-list", "deep", "utf16", "large",
    "large-unsaid", "away",
    "other-number", "404",
  ])
  func nonsense(_ path: String) throws {
    let findings = big(path)
    guard case .unknown(.nonsense) = findings.answer else {
      Issue.record("\(findings.answer)")
      return
    }
    if path == "away" {
      #expect(try server.requests("active").allSatisfy { !$0.contains("localhost:") })
    }
  }

  @Test(arguments: ["500", "403", "fault"])
  func trouble(_ path: String) throws {
    guard case .unknown(.unreachable) = big(path).answer else {
      Issue.record("\(big(path).answer)")
      return
    }
  }

  @Test func triesAgain() throws {
    #expect(big("once-500", timeout: 15).verdict == .active)
    #expect(try server.requests("once-500").count == 2)
  }

  /// A byte a second, and nothing at all.
  @Test(arguments: ["slow", "silent"])
  func timesOut(_ path: String) {
    let begun = ContinuousClock.now
    #expect(big(path, timeout: 3).answer == .unknown(.timedOut))
    #expect(ContinuousClock.now - begun < .seconds(30))
  }

  @Test func refusedConnection() {
    guard case .unknown(.unreachable) = ask(.big, "89012345601", at: "http://127.0.0.1:1/").answer
    else {
      Issue.record("connected")
      return
    }
  }

  /// Also when the environment says that certificates need no verification.
  @Test func unknownCertificate() {
    for environment in [[:], ["URLSessionCertificateAuthorityInfoFile": "INSECURE_SSL_NO_VERIFY"]] {
      let findings = ask(
        .big, "89012345601", at: server.secureURL("active"), environment: environment)
      guard case .unknown(.unreachable) = findings.answer else {
        Issue.record("\(findings.answer)")
        continue
      }
    }
  }

  @Test func registersThatCannotBeAsked() {
    #expect(ask(.gmc, "1234567", at: server.url("active")).answer == .unknown(.notOnline))
    #expect(
      ask(.big, "89012345601", at: "", program: "/nonexistent").answer == .unknown(.noHelper))
    #expect(ask(.big, "89012345601", at: "file:///etc/passwd").verdict == .unknown)
  }
}

/// A program in the place of `tacita-register` that misbehaves.
struct HelperTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func answer(of script: String, timeout: Int = 3) throws -> Findings.Answer {
    try folder.write("#!/bin/sh\n\(script)\n", to: "script")
    // Made by another process: none that is started beside this one holds it open for writing.
    let install = Process()
    install.executableURL = URL(filePath: "/usr/bin/install")
    install.arguments = ["-m", "700", folder.path("script"), folder.path("helper")]
    try install.run()
    install.waitUntilExit()
    var options = OnlineRegister.Options(program: folder.path("helper"))
    options.timeout = timeout
    options.environment = ["PATH": "/usr/bin:/bin"]
    return OnlineRegister(options).answer(
      NumberFacts("89012345601", in: .big), in: .big, now: Timestamp(unix: 0))
  }

  private static let good =
    #"{"answer":"found","number":"89012345601","standing":"active","family":"x","given":"","profession":"","title":"","note":"","source":"y"}"#

  @Test func aGoodOne() throws {
    guard case .found = try answer(of: "read q; echo '\(Self.good)'; read q") else {
      Issue.record("not found")
      return
    }
  }

  @Test(arguments: [
    "exit 0", "exit 1", "kill -SEGV $$", "read q; kill -9 $$", "read q; echo nonsense",
    "read q; echo '{}'", "read q; echo '[]'", "read q; printf '{\"answer\":\"found\"'",
    "read q; echo '{\"answer\":\"not-found\",\"number\":\"1\",\"source\":\"x\"}'",
    "read q; echo '{\"answer\":\"not-found\",\"number\":\"89012345601\",\"source\":\"\"}'",
    "read q; head -c 200000 /dev/zero | tr '\\0' x; sleep 9", "exec 1>&-; sleep 9",
    "read q; echo '\(good)' | sed s/active/splendid/",
  ])
  func crashesAndNonsense(_ script: String) throws {
    guard case .unknown = try answer(of: script) else {
      Issue.record("believed")
      return
    }
  }

  @Test func silence() throws {
    #expect(try answer(of: "read q; sleep 60", timeout: -4) == .unknown(.timedOut))
  }

  /// It gets no descriptor, no variable and no folder of this process.
  @Test func whatItGets() throws {
    let secret = try Descriptor.creating(folder.path("secret"))
    let script = """
      read q
      set -- /proc/$$/fd/*
      { echo $#
        env | sort; pwd; echo "$q"; } > '\(folder.path("seen"))'
      echo '\(Self.good)'
      """
    guard case .found = try answer(of: script) else {
      Issue.record("not found")
      return
    }
    withExtendedLifetime(secret) {}
    let seen = try folder.text(of: "seen").split(separator: "\n").map(String.init)
    // Input, output, errors, and what the shell itself opens: its script, and the folder it lists.
    #expect((Int(seen[0]) ?? 99) <= 5)
    #expect(seen.contains("/"))
    #expect(seen.count > 3, "\(seen)")
    let variables = seen.dropFirst().filter { $0.contains("=") && !$0.hasPrefix("{") }
      .map { String($0.prefix { $0 != "=" }) }
    #expect(Set(variables).isSubset(of: ["PATH", "PWD", "_", "OLDPWD", "SHLVL"]))
    #expect(seen.last == #"{"number":"89012345601","register":"big","timeout":3}"#)
  }

  @Test func onlyAbsoluteFoldersAreSearched() throws {
    try folder.write("", to: "tacita-thing")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o700], ofItemAtPath: folder.path("tacita-thing"))
    #expect(
      HelperProgram.find("tacita-thing", path: ".:\(folder.path)")
        == folder.path("tacita-thing"))
    #expect(HelperProgram.find("tacita-thing", path: ".::bin") == nil)
  }
}
