internal import ArgumentParser

/// The settings that have a name on the command line.
enum SettingName: String, CaseIterable, ExpressibleByArgument {
  case route
  case routeCredentials = "route-credentials"
  case retention, horizon, policy
  case deliveredReceipts = "delivered-receipts"
  case recalls, queue
  case cleanAttachments = "clean-attachments"

  /// What a locked home can tell: nothing that grants trust.
  var isOpen: Bool { self == .route || self == .routeCredentials }
}
