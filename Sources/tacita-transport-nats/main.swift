internal import Files
internal import Glibc
internal import RouteHelper

// Carries routes of the form `nats://host/name`. docs/transports.md describes what it is asked, and
// docs/relay.md what an administrator does with it. It holds no key.
Confinement.limitMemory(to: 256 << 20)
if Process.arguments.isEmpty {
  do { try HelperServer(NatsEngine()).run() } catch {}
} else {
  exit(Administration.run(Process.arguments))
}
