internal import Files
internal import Transports

/// What an error of the route is told as.
extension Failure {
  init(_ error: RouteError) {
    switch error {
    case .missing(let path):
      self.init(
        "spool-missing", .unavailable, "the spool folder \(path) is not there",
        hint: "mount it or plug it in, or set another with tacita config set route spool:PATH")
    case .sticky(let path, let isPublic):
      self.init(
        "spool-sticky", .configuration,
        "the spool folder \(path) has the sticky bit, so that recipients cannot remove their mail",
        hint: isPublic
          ? "make a folder of its own in it: install -d -m 2770 -g GROUP \(path)/ward, where "
            + "everybody "
            + "who uses it is in GROUP"
          : Self.mendingModes(path))
    case .shutsOut(let path, let reason):
      self.init(
        "spool-shuts-out", .configuration, Self.text(path, reason), hint: Self.mendingModes(path))
    case .inTheWay(let path):
      self.init(
        "spool-blocked", .inputOutput, "\(path) is a link or a file, where the route has a folder",
        hint: "find out who put it there, then move it away")
    case .badMailbox(let name):
      self.init(
        "bad-mailbox", .configuration,
        "“\(name.escapedForTerminal())” is not the name of a mailbox",
        hint: "restore config.json of the home from a backup")
    case .failed(let error): self.init(error)
    case .noHelper(let name):
      self.init(
        "route-helper-missing", .unavailable,
        "\(name.escapedForTerminal()), which carries such routes, is not installed",
        hint: "install it beside tacita, or set another route with tacita config set route")
    case .unreachable(let reason):
      self.init(
        "route-unreachable", .unavailable,
        "the route cannot be reached: \(reason.escapedForTerminal())",
        hint: "try again; if it stays so, tell whoever runs the server")
    case .refused(let reason):
      self.init(
        "route-refused", .locked, "the route's server refuses: \(reason.escapedForTerminal())",
        hint: "name your file of credentials with tacita config set route-credentials FILE, or ask "
          + "whoever runs the server for the right to do this")
    case .full(let reason):
      self.init(
        "route-full", .busy, "the route has no room: \(reason.escapedForTerminal())",
        hint: "tell whoever runs the server; what waits goes out when there is room")
    case .unusable(let reason):
      self.init(
        "route-unusable", .configuration,
        "this route cannot be used: \(reason.escapedForTerminal())",
        hint: "see tacita config get route, and docs/transports.md")
    case .notDone(let reason):
      self.init(
        "route-failed", .inputOutput, "the route failed: \(reason.escapedForTerminal())",
        hint: "try again; if it stays so, tell whoever runs the server")
    }
  }

  /// What the owner of a folder does so that a team can use it. Followed where it is not needed, it
  /// does no harm.
  private static func mendingModes(_ path: String) -> String {
    "chgrp GROUP \(path) && chmod 2770 \(path), where everybody who uses it is in GROUP"
  }

  private static func text(_ path: String, _ reason: RouteError.ShutOut) -> String {
    switch reason {
    case .openToAll:
      "everybody can write to the spool folder \(path), but nobody can use what others make there"
    case .notInGroup:
      "the group of the spool folder \(path) can write to it, and you are not in that group"
    case .notWritable: "you cannot write to the spool folder \(path)"
    }
  }
}
