internal import Files

extension OpenVault {
  /// Adds the slot that `make` makes for the master key in use, takes out `removed`, and returns the
  /// new one's id. Throws ``VaultError/otherMaster`` when the key was replaced meanwhile.
  package func changeSlots(
    _ event: String, removing removed: [Keyslots.Slot] = [],
    _ make: (inout Keyslots, MasterKey) throws -> Void
  ) throws -> [UInt8]? {
    // Made first: a person may take as long as they like to type.
    var made = Keyslots(vault: vault.keyslots.vault, slots: [])
    try make(&made, master)
    try writeKeys { _ in
      // Read anew: another process may have changed them since this one began.
      var slots = try Keyslots.read(vault.home)
      slots.slots.removeAll { slot in removed.contains { $0.id == slot.id } }
      slots.slots += made.slots
      guard !slots.slots.isEmpty else { throw VaultError.badSlot("a home needs a slot") }
      try slots.write(vault.home, replacing: true)
    }
    let new = made.slots.last?.id
    try note([AuditLine(event, .update, at: clock.now(), object: new?.hex)])
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
