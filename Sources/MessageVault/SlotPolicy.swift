package import AgeFormat
package import Policies

/// Which slots the policy of this machine allows.
extension MachinePolicy {
  /// Why `slot` must not open a home; nil when it may. Recovery slots may always: they are what is
  /// left when all else is lost.
  func objection(to slot: Keyslots.Slot) -> PolicyError? {
    switch slot.kind {
    // One that opens nothing but the change to another is judged when that is made.
    case .passphrase where slot.isOneTime: nil
    case .passphrase(_, _, let secondFactor, _) where wantsSecondFactor && !secondFactor:
      .opensTooEasily(
        .secondFactor, reason: "this passphrase opens the home without a second factor",
        mend: "tacita key passphrase --new-second-factor FILE")
    case .keyfile where forbidsKeyFiles:
      .opensTooEasily(
        .keyFiles, reason: "a key file may not open a home alone",
        mend: "tacita key add passphrase --keyfile FILE")
    case .passphrase, .keyfile, .recovery: nil
    }
  }
}

extension Keyslots {
  /// Throws ``PolicyError`` when a slot must not be made on this machine.
  package func check(_ machine: MachinePolicy) throws {
    for slot in slots {
      guard case .opensTooEasily(let rule, let reason, _)? = machine.objection(to: slot) else {
        continue
      }
      throw PolicyError.forbidden(
        rule, value: machine.word(rule) ?? "", what: "\(reason); such a slot")
    }
  }

  /// Whether one of the slots is for an age identity that is kept elsewhere.
  package var hasRecovery: Bool {
    slots.contains { if case .recovery = $0.kind { true } else { false } }
  }
}

/// Recovery by recipients that the policy names: the hospital's own.
extension Keyslots {
  /// Throws ``PolicyError/malformed(path:reason:)`` when one of them is not an age recipient.
  package static func recipients(of machine: MachinePolicy) throws -> [any AgeRecipient] {
    try machine.recoveryRecipients.map { text in
      do {
        return text.hasPrefix("age1pq1") ? try HybridRecipient(text) : try X25519Recipient(text)
      } catch is AgeError {
        throw PolicyError.malformed(
          path: MachinePolicy.path, reason: "“recovery”: \(text) is not an age recipient")
      }
    }
  }

  /// Adds a slot for each kind of these recipients, which age does not mix in one file.
  package mutating func addRecovery(
    by machine: MachinePolicy, of master: MasterKey
  ) throws {
    let recipients = try Self.recipients(of: machine)
    for isHybrid in [true, false] {
      let some = recipients.filter { $0 is HybridRecipient == isHybrid }
      if !some.isEmpty { try addRecovery(to: some, of: master) }
    }
  }
}

extension Vault {
  /// Why a slot of this home must not open it on this machine; nil when all may.
  package var slotObjection: PolicyError? {
    keyslots.slots.lazy.compactMap { self.machine.objection(to: $0) }.first
  }
}
