internal import Files
package import Identities
package import MessageVault
internal import Policies
package import Teams

/// What this home says of itself on its card, and how far the card has come.
package struct Profile: Sendable {
  package var name: String
  package var registrations: [Registration]
  /// 32 hexadecimal digits.
  package var mailbox: String
  /// Grows by one with every restore.
  package var generation: Int

  init(name: String, registrations: [Registration], mailbox: String) {
    self.name = name
    self.registrations = registrations
    self.mailbox = mailbox
    generation = 0
  }

  package init(_ vault: OpenVault) throws {
    guard let json = try vault.object(.profile) else {
      throw VaultError.damaged("settings.profile")
    }
    do {
      name = try json.string("name")
      mailbox = try json.string("mailbox")
      generation = try json.number("generation")
      registrations = try json.strings("registrations").map { text in
        guard let registration = Registration(text) else { throw JSONError("a registration") }
        return registration
      }
    } catch is JSONError {
      throw VaultError.damaged("settings.profile")
    }
  }

  var json: JSONObject {
    JSONObject([
      "generation": .number(generation), "mailbox": .string(mailbox), "name": .string(name),
      "registrations": .array(registrations.map { .string($0.description) }),
    ])
  }
}

/// Changes of what the card says.
extension Profile {
  /// Keeps the profile, with a line in the audit log when it differs from the one before, and
  /// returns the card that tells it. Throws for a name that no card can have.
  package func save(in vault: OpenVault) throws -> Card {
    guard ShortText.isAllowed(name), !name.isEmpty else { throw SendingError.badField("the name") }
    let before = try Profile(vault)
    if before.name != name || before.registrations != registrations {
      try vault.setObject(.profile, json)
      try vault.note([AuditLine("profile", .update, at: vault.clock.now())])
    }
    return try CardKeeper(vault).current()
  }
}

/// What the user decided about this home, or what holds of it on this machine.
package struct Policy: Sendable {
  /// R: days that a message is kept at most, 1 to 365.
  package var retention = 30
  /// H: days ahead for which prekeys are published, 1 to 150.
  package var horizon = 30
  /// What a contact must be worth to be sent to without a reason.
  package var sendTo = ContactColour.orange
  /// For which messages this home tells by itself that they came.
  package var deliveredReceipts = DeliveredReceipts.standard
  /// Whether what was seen is removed too when its sender takes it back.
  package var forgetsRecalled = false
  /// Whether messages wait here when the route is away, as with `send --queue`.
  package var queues = false
  /// Whether pictures among attachments are cleaned unless the sender says otherwise.
  package var cleansAttachments = false
  /// Whether a reason counts for people below ``sendTo``: the machine's policy may take none.
  package private(set) var takesReasons = true

  package init() {}

  /// What holds: what the user decided, as far as the policy of this machine lets it.
  package init(_ vault: OpenVault) throws {
    self = try Policy(ownOf: vault).clamped(by: vault.machine)
  }

  /// What the user decided, whatever this machine allows.
  package init(ownOf vault: OpenVault) throws {
    guard let json = try vault.object(.policy) else { return }
    do {
      retention = try json.number("retention")
      horizon = try json.number("horizon")
      sendTo = ContactColour(rawValue: try json.string("sendTo")) ?? .orange
      deliveredReceipts =
        DeliveredReceipts(rawValue: try json.string("deliveredReceipts")) ?? .off
      forgetsRecalled = try json.bool("forgetsRecalled")
      queues = try json.bool("queue")
      cleansAttachments = try json.bool("cleansAttachments")
    } catch is JSONError {
      throw VaultError.damaged("settings.policy")
    }
  }

  var json: JSONObject {
    JSONObject([
      "cleansAttachments": .bool(cleansAttachments),
      "deliveredReceipts": .string(deliveredReceipts.rawValue),
      "forgetsRecalled": .bool(forgetsRecalled), "horizon": .number(horizon),
      "queue": .bool(queues), "retention": .number(retention),
      "sendTo": .string(sendTo.rawValue),
    ])
  }

  func clamped(by machine: MachinePolicy) -> Policy {
    var policy = self
    policy.retention = machine.clamped(retention, .retention)
    policy.horizon = machine.clamped(horizon, .horizon)
    if machine.wantsRegistered { policy.sendTo = .green }
    policy.deliveredReceipts =
      machine.word(.deliveredReceipts).flatMap(DeliveredReceipts.init) ?? deliveredReceipts
    policy.forgetsRecalled = machine.word(.recalls).map { $0 == "forget" } ?? forgetsRecalled
    policy.queues = machine.word(.queue).map { $0 == "on" } ?? queues
    policy.cleansAttachments =
      machine.word(.cleanAttachments).map { $0 == "on" } ?? cleansAttachments
    policy.takesReasons = machine.allowsExceptions
    return policy
  }

  package static let retentionRange = 1...365
  package static let horizonRange = 1...150

  /// Keeps the policy; `change` says in the audit log what became different.
  package func save(in vault: OpenVault, change: String) throws {
    try vault.setObject(.policy, json)
    try vault.shortenPrekeys(retention: vault.machine.clamped(retention, .retention))
    try vault.vault.setHorizon(horizon)
    try vault.note([AuditLine("config", .update, at: vault.clock.now(), purpose: change)])
  }
}
