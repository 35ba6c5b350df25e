internal import Files
internal import RouteHelper

// Carries routes of the form `rclone:REMOTE:PATH`. docs/transports.md describes them, and what it
// is asked. It holds no key, and starts one program: rclone.
Confinement.limitMemory(to: 256 << 20)
do { try HelperServer(RcloneEngine(Rclone())).run() } catch {}
