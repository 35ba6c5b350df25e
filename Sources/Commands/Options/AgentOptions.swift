internal import Files
internal import KeyAgent
internal import MessageVault
internal import Messaging
internal import Policies
internal import Secrets

/// Opening a home through its agent.
extension HomeOptions {
  func agent(_ vault: Vault, _ context: Context) -> AgentClient {
    AgentClient(agentSocket(vault, context))
  }

  func agentSocket(_ vault: Vault, _ context: Context) -> AgentSocket {
    AgentSocket(
      vault: vault.keyslots.vault, home: vault.home.path, environment: context.environment)
  }

  /// The vault, when its agent holds the key: open, or for a PIN typed now. An agent whose key does
  /// not open the home any more (its slots were made again) is told to forget it.
  func openedByAgent(
    _ vault: Vault, _ client: AgentClient, _ context: Context
  ) throws -> OpenVault? {
    switch try client.key() {
    case .none: return nil
    case .held(let key): return try opened(vault, client, key)
    case .needsPIN:
      guard let key = try keyForPIN(vault, client, context) else { return nil }
      let open = try opened(vault, client, key)
      if let open { try Unlocking.began(open, withPIN: true) }
      return open
    }
  }

  /// The vault for what only counts: opened by an agent that holds it, whose idle time goes on, or
  /// with a secret that is given. Nobody is asked.
  func openedToCount(
    _ vault: Vault, _ context: Context, _ printer: Printer
  ) throws -> OpenVault? {
    if !noAgent {
      let client = agent(vault, context)
      if case .held(let key) = try client.key(isGlance: true) {
        return try opened(vault, client, key)
      }
    }
    guard try secret.isGiven(context) else { return nil }
    var quiet = self
    quiet.noInput = true
    return try quiet.opened(vault, context) { try Self.unlock(vault, $0, printer) }
  }

  private func opened(
    _ vault: Vault, _ client: AgentClient, _ key: SecretBytes
  ) throws -> OpenVault? {
    guard try Self.keepsLimits(client, vault.machine) else {
      _ = try client.lock()
      return nil
    }
    do {
      return try vault.unlocked(with: .master(MasterKey(key)))
    } catch VaultError.otherMaster {
      _ = try client.lock()
      return nil
    }
  }

  /// Whether an agent that is at work forgets as early as the policy of this machine asks for: one
  /// that was started before there was a policy may not.
  private static func keepsLimits(
    _ client: AgentClient, _ machine: MachinePolicy
  ) throws -> Bool {
    let limits = (machine.limit(.agentIdle), machine.limit(.agentTotal))
    guard limits.0 != nil || limits.1 != nil, let status = try client.status() else { return true }
    return status.idleLeft <= (limits.0 ?? .max / 60) * 60
      && status.totalLeft <= (limits.1 ?? .max / 60) * 60
  }

  /// The key for a PIN typed now; nil when there is nobody to ask, or a secret is given.
  private func keyForPIN(
    _ vault: Vault, _ client: AgentClient, _ context: Context
  ) throws -> SecretBytes? {
    guard !noInput, try !secret.isGiven(context), let prompt = Prompt(context) else { return nil }
    do {
      return try client.key(pin: try prompt.secret("PIN: "))
    } catch AgentError.wrongPIN(let left) {
      try Unlocking.refusedPIN(vault, forgotten: false)
      throw AgentError.wrongPIN(left: left)
    } catch AgentError.forgotten {
      try Unlocking.refusedPIN(vault, forgotten: true)
      throw AgentError.forgotten
    }
  }
}
