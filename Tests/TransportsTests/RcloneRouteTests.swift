import Files
import Foundation
import TestSupport
import Testing

@testable import Transports

/// Routes that rclone carries, each over a server that is started for it.
struct RcloneRouteTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["ward", "home"] { try folder.makeFolder(name) }
  }

  /// The route over the remote `ward`, which `settings` describe, at `path` there.
  private func route(_ settings: String, at path: String) throws -> any Route {
    try folder.write("[ward]\n\(settings)\n", to: "rclone.conf")
    let means = RouteMeans(
      environment: [
        "PATH": "\(ExternalProgram.built):/usr/bin:/bin", "HOME": folder.path("home"),
        "RCLONE_CONFIG": folder.path("rclone.conf"),
        "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
      ], folder: folder.path)
    return try #require(RouteAddress("rclone:ward:\(path)")).connect(means)
  }

  private func play(_ route: any Route, briefly: Bool = true) throws {
    try RouteContract(route: route).play(briefly: briefly)
    #expect(!route.isOwned)
  }

  /// The same place is a spool folder for those who mount it.
  @Test func folderOfThisMachine() throws {
    let route = try route("type = local", at: folder.path("ward"))
    try play(route, briefly: false)
    try RouteContract(route: route).playLarge()
    let name = EnvelopeName(at: MovableClock.start)
    let mailbox = "00112233445566778899aabbccddeeff"
    try route.put(SealedEnvelope(header: [1], payload: .bytes([2])), as: name, into: mailbox)
    try route.publish([3], as: .card, of: "tacita1z")
    let mounted = try FolderRoute(folder.path("ward"))
    let entries = try mounted.entries(in: mailbox, after: nil, limit: 9).entries
    #expect(entries.map(\.name) == [name])
    #expect(try mounted.document(.card, of: "tacita1z") == [3])
    try mounted.remove(try #require(entries.first))
    try route.sweep(mailbox, now: MovableClock.start)
    #expect(try !route.has(name, in: "00112233445566778899aabbccddee00"))
  }

  @Test func sftp() throws {
    let port = try TestServer.freePort()
    for name in ["host", "user"] {
      try ExternalProgram.run(
        "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", folder.path(name)])
    }
    try folder.write(
      """
      ListenAddress 127.0.0.1
      Port \(port)
      HostKey \(folder.path("host"))
      AuthorizedKeysFile \(folder.path("user.pub"))
      StrictModes no
      UsePAM no
      PermitRootLogin yes
      PidFile none
      Subsystem sftp /usr/lib/openssh/sftp-server
      """, to: "sshd.conf")
    if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
    let server = try TestServer(
      "/usr/sbin/sshd", ["-D", "-e", "-f", folder.path("sshd.conf")], port: port,
      log: folder.path("log"))
    let user = String(cString: getpwuid(geteuid()).pointee.pw_name)
    try play(
      route(
        """
        type = sftp
        host = 127.0.0.1
        port = \(server.port)
        user = \(user)
        key_file = \(folder.path("user"))
        shell_type = none
        md5sum_command = none
        sha1sum_command = none
        """, at: folder.path("ward")))
  }

  @Test func webDAV() throws {
    let port = try TestServer.freePort()
    let server = try TestServer(
      "/usr/bin/rclone",
      [
        "serve", "webdav", "--addr", "127.0.0.1:\(port)", "--config", "/dev/null",
        folder.path("ward"),
      ], port: port, log: folder.path("log"))
    try play(
      route(
        """
        type = webdav
        url = http://127.0.0.1:\(server.port)
        vendor = other
        """, at: ""))
  }

  @Test func nothingThere() throws {
    let missing = #expect(throws: RouteError.self) {
      _ = try route("type = local", at: folder.path("nowhere"))
    }
    guard case .unreachable = missing else {
      Issue.record("\(String(describing: missing))")
      return
    }
    let port = try TestServer.freePort()
    let closed = #expect(throws: RouteError.self) {
      _ = try route("type = webdav\nurl = http://127.0.0.1:\(port)\nvendor = other", at: "")
    }
    guard case .unreachable = closed else {
      Issue.record("\(String(describing: closed))")
      return
    }
    let unknown = #expect(throws: RouteError.self) { _ = try route("type = nothing", at: "x") }
    guard case .unusable = unknown else {
      Issue.record("\(String(describing: unknown))")
      return
    }
  }

  /// A server may have any number of names.
  @Test func listingThatIsTooLong() throws {
    try folder.makeFolder("bin")
    try folder.write("#!/bin/sh\nexec head -c 70000000 /dev/zero\n", to: "bin/rclone")
    try FileTree.setMode(0o700, folder.path("bin/rclone"))
    let means = RouteMeans(
      environment: [
        "PATH": "\(folder.path("bin")):\(ExternalProgram.built):/usr/bin:/bin",
        "HOME": folder.path("home"),
        "LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? "",
      ], folder: folder.path)
    let error = #expect(throws: RouteError.self) {
      _ = try #require(RouteAddress("rclone:ward:x")).connect(means)
        .entries(in: "00112233445566778899aabbccddeeff", after: nil, limit: 9)
    }
    #expect("\(String(describing: error))".contains("too many names"))
  }

  /// Nothing in a route becomes an option of rclone, or a remote that is not configured.
  @Test(arguments: ["--config=/etc/passwd:x", ":local:/", "ward", ":"])
  func addressesThatAreNone(_ text: String) throws {
    let address = try #require(RouteAddress("rclone:\(text)"))
    #expect(throws: RouteError.self) {
      try address.connect(RouteMeans(environment: ["PATH": ExternalProgram.built]))
    }
  }
}
