internal import Files

extension OpenVault {
  /// Changes the slots under the master key in use and writes them; the id of the slot that is new.
  package func changeSlots(
    _ event: String, _ change: (inout Keyslots, MasterKey) throws -> Void
  ) throws -> [UInt8]? {
    // Read anew: another process may have changed them since this one began.
    let old = try Keyslots.read(vault.home)
    var slots = old
    try change(&slots, master)
    guard !slots.slots.isEmpty else { throw VaultError.badSlot("a home needs a slot") }
    try slots.write(vault.home, replacing: true)
    let new = slots.slots.last { slot in !old.slots.contains { $0.id == slot.id } }
    try note([AuditLine(event, .update, at: clock.now(), object: new?.id.hex)])
    return new?.id
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
