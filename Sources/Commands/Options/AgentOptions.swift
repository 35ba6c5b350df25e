internal import Files
internal import KeyAgent
internal import MessageVault
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
  /// not open the home any more (its slots were made anew) is told to forget it.
  func openedByAgent(_ vault: Vault, _ context: Context) throws -> OpenVault? {
    let client = agent(vault, context)
    guard let key = try key(client, context) else { return nil }
    do {
      return try vault.unlocked(with: .master(MasterKey(key)))
    } catch VaultError.otherMaster {
      _ = try client.lock()
      return nil
    }
  }

  private func key(_ client: AgentClient, _ context: Context) throws -> SecretBytes? {
    switch try client.key() {
    case .held(let key): return key
    case .none: return nil
    case .needsPIN:
      guard !noInput, try !secret.isGiven(context), let prompt = Prompt(context) else { return nil }
      return try client.key(pin: try prompt.secret("PIN: "))
    }
  }
}
