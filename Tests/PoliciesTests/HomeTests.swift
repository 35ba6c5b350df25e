import Files
import Identities
import MessageVault
import Messaging
import Policies
import Secrets
import Teams
import TestSupport
import Testing

/// What becomes of a home's own settings under a policy, and after it.
@Suite struct HomeUnderPolicyTests {
  private static func policy(_ rules: String) throws -> MachinePolicy {
    try MachinePolicy(bytes: Array(#"{"schema":"tacita/policy/1",\#(rules)}"#.utf8))
  }

  private func open(_ home: TestHome, _ machine: MachinePolicy) throws -> OpenVault {
    try Vault(home.home, clock: home.clock.clock, machine: machine).unlocked(with: home.secret)
  }

  @Test func ownValuesAreClampedAndKept() throws {
    let home = try TestHome()
    var own = try Policy(ownOf: home.open())
    own.retention = 90
    own.deliveredReceipts = .off
    try own.save(in: home.open(), change: "")
    let machine = try Self.policy(
      #""retention.days":14,"delivered-receipts":"on","verification":"registered","#
        + #""recalls":"forget","clean-attachments":"on","queue":"on""#)
    let held = try Policy(open(home, machine))
    #expect(held.retention == 14 && held.deliveredReceipts == .on && held.sendTo == .green)
    #expect(held.forgetsRecalled && held.cleansAttachments && held.queues)
    #expect(try Policy(ownOf: open(home, machine)).retention == 90)
    // The policy is lifted.
    #expect(try Policy(home.open()).retention == 90)
    #expect(try Policy(home.open()).deliveredReceipts == .off)
  }

  @Test func keysLiveNoLongerThanThePolicySays() throws {
    let home = try TestHome()
    let machine = try Self.policy(#""retention.days":3"#)
    let vault = try open(home, machine)
    let day = vault.today + 1
    _ = try CardKeeper(vault).current()
    home.clock.move(days: 5)
    let later = try home.open()
    #expect(try later.prekeys(on: day).isEmpty)
  }

  @Test func keyFilesOpenNothingWhereTheyAreForbidden() throws {
    let home = try TestHome()
    let machine = try Self.policy(#""key-files":"forbidden""#)
    #expect(throws: PolicyError.self) { try open(home, machine) }
    let vault = try Vault(home.home, clock: home.clock.clock, machine: machine)
      .unlocked(with: home.secret, toChangeSlots: true)
    #expect(throws: PolicyError.self) {
      try vault.addSlot { slots, master in slots.addKeyfile(.random(count: 32), to: master) }
    }
    #expect(throws: PolicyError.self) {
      try vault.rekey { slots, master in slots.addKeyfile(.random(count: 32), to: master) }
    }
    var maker = HomeMaker(name: "C. Bakker", keyfile: .random(count: 32))
    maker.machine = machine
    #expect(throws: PolicyError.self) {
      try maker.make(Home(home.path("other")), revocationPath: nil, clock: home.clock.clock)
    }
  }

  @Test func reasonsDoNotCountWhereNoneDo() throws {
    let machine = try Self.policy(#""verification.exceptions":"none""#)
    #expect(throws: PolicyError.self) {
      try machine.checkException("urgent", option: "--allow-unverified")
    }
    try machine.checkException(nil, option: "--allow-unverified")
  }

  @Test func exportsHaveTheFormatsThatAreListed() throws {
    let vault = try open(TestHome(), Self.policy(#""export.formats":["json"]"#))
    _ = try MessageExporter(vault, as: "json")
    #expect(throws: PolicyError.self) { try MessageExporter(vault, as: "eml") }
  }
}
