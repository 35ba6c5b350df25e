internal import Files
internal import Messaging
internal import Transports

/// What an error of the settings is told as.
extension Failure {
  init(_ error: SettingError) {
    switch error {
    case .noRoute:
      self.init(
        "no-route", .configuration, "no route is configured",
        hint: "tacita config set route spool:PATH; or carry envelopes as files: "
          + "tacita send -o FILE, tacita receive FILE")
    case .badRoute(let text):
      self.init(
        "bad-route", .usage,
        text.utf8.count > RouteAddress.sizeLimit
          ? "that route is longer than \(RouteAddress.sizeLimit) bytes"
          : "“\(text.escapedForTerminal())” is not a route",
        hint: "a route is spool: and the absolute path of a folder, like spool:/srv/ward, "
          + "or nats://host/ward, or rclone:remote:path")
    case .startAgain(let reason):
      self.init("start-again", .busy, reason, hint: "start tacita receive --follow again")
    case .badSetting(let name, let reason):
      self.init("bad-setting", .usage, "\(name.escapedForTerminal()): \(reason)")
    }
  }
}
