internal import CLinux
internal import Glibc

/// Takes away from this process what it has no use for, before it reads what strangers made.
package enum Confinement {
  package struct Parts: OptionSet, Sendable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// Files that were not named cannot be opened.
    package static let files = Parts(rawValue: 1)
    /// No program can be started, no other process touched, no network reached.
    package static let calls = Parts(rawValue: 2)
  }

  /// From now on only `reads` can be read and only `writes`, or what is in a folder there, written; no
  /// program is started, and there is no network unless `network`. What is open stays open. Returns
  /// what the kernel could do: where it can do nothing, nothing is lost.
  @discardableResult
  package static func confine(reads: [String], writes: [String], network: Bool) -> Parts {
    withPaths(reads) { reads in
      withPaths(writes) { writes in
        Parts(rawValue: clinux_confine(reads, writes, network ? 1 : 0))
      }
    }
  }

  private static func withPaths<Result>(
    _ paths: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = paths.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let list: [UnsafePointer<CChar>?] = copies.map { UnsafePointer($0) } + [nil]
    return body(list)
  }
}
