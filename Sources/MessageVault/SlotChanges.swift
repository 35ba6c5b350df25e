internal import Files
internal import Policies

extension OpenVault {
  /// Adds the slot that `make` makes for the master key in use, and returns it. Throws
  /// ``VaultError/otherMaster`` when the key was replaced meanwhile.
  @discardableResult
  package func addSlot(
    _ make: (inout Keyslots, MasterKey) throws -> Void
  ) throws -> Keyslots.Slot {
    try changeSlots("key-add", removing: [], make)
  }

  /// Puts the slot that `make` makes in the place of `old`; see ``addSlot(_:)``.
  package func changePassphrase(
    replacing old: [Keyslots.Slot], _ make: (inout Keyslots, MasterKey) throws -> Void
  ) throws -> Keyslots.Slot {
    try changeSlots("key-passphrase", removing: old, make)
  }

  private func changeSlots(
    _ event: String, removing removed: [Keyslots.Slot],
    _ make: (inout Keyslots, MasterKey) throws -> Void
  ) throws -> Keyslots.Slot {
    guard !vault.keyslots.isNew else { throw VaultError.oneTimePassphrase }
    // Made first: a person may take as long as they like to type.
    var made = Keyslots(vault: vault.keyslots.vault, slots: [])
    try make(&made, master)
    guard let new = made.slots.last else { throw VaultError.badSlot("there is none") }
    try made.check(vault.machine)
    try writeKeys { _ in
      // Read again: another process may have changed them since this one began.
      var slots = try Keyslots.read(vault.home)
      slots.slots.removeAll { slot in removed.contains { $0.id == slot.id } }
      slots.slots += made.slots
      try slots.write(vault.home, replacing: true)
    }
    try note([AuditLine(event, .update, at: clock.now(), object: new.id.hex)])
    return new
  }
}

extension Keyslots {
  /// Adds a slot for `secret`, of the same form as those in `kept`, which it opens.
  package mutating func add(
    _ secret: SlotSecret, like kept: [Slot], to master: MasterKey
  ) throws {
    switch secret {
    case .passphrase(let passphrase, let secondFactor):
      let form = kept.compactMap { slot -> (PassphraseCost, Bool)? in
        if case .passphrase(let cost, _, let second, _) = slot.kind { return (cost, second) }
        return nil
      }.first
      try addPassphrase(
        passphrase, secondFactor: form?.1 == true ? secondFactor : nil,
        cost: form?.0 ?? .standard, to: master)
    case .keyfile(let keyfile): addKeyfile(keyfile, to: master)
    case .recovery, .master:
      throw VaultError.badSlot("a recovery identity opens no slot of its own")
    }
  }
}
