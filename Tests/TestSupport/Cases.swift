import Foundation

/// How many cases a test of many plays: few while one works, all of them in `.ci/run`, which sets
/// `TACITA_CASES=full`.
package enum Cases {
  package static let areFull = ProcessInfo.processInfo.environment["TACITA_CASES"] == "full"

  package static func count(_ few: Int, full: Int) -> Int { areFull ? full : few }
}
