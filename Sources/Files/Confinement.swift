internal import CLinux
internal import Glibc

/// Takes away from this process what it has no use for, before it reads what strangers made.
package enum Confinement {
  package struct Parts: OptionSet, Sendable {
    package let rawValue: Int32
    package init(rawValue: Int32) { self.rawValue = rawValue }

    /// What this machine's kernel can do.
    package static var possible: Parts { Parts(rawValue: clinux_confinement()) }

    /// Files that were not named cannot be opened.
    package static let files = Parts(rawValue: 1)
    /// No program can be started, no other process touched, no network reached.
    package static let calls = Parts(rawValue: 2)
  }

  /// What files a confined process may open, by path; what is not there is left out.
  package struct Access {
    /// To be read; a folder with all that is in it.
    package var reads: [String] = []
    /// To be written; in a folder, the files of it, whatever their names.
    package var writes: [String] = []
    /// Folders in which anything may be done.
    package var trees: [String] = []

    package init(reads: [String] = [], writes: [String] = [], trees: [String] = []) {
      self.reads = reads
      self.writes = writes
      self.trees = trees
    }

    /// What the C library reads for names, zones of time and users.
    package static let system = ["/etc", "/usr", "/lib", "/lib64", "/proc", "/sys/devices", "/dev"]
  }

  /// Sockets that may still be made.
  package enum Sockets: Int32, Sendable {
    case none = 0
    /// To processes of this machine.
    case local = 1
    /// To any machine.
    case all = 2
  }

  /// From now on only `access` can be opened, or any when that is nil; no program is started, and
  /// no socket made but `sockets`. What is open stays open. Returns what the kernel could do: where
  /// it can do nothing, nothing is lost.
  @discardableResult
  package static func confine(to access: Access?, sockets: Sockets = .none) -> Parts {
    guard let access else {
      return Parts(rawValue: clinux_confine(nil, nil, nil, sockets.rawValue))
    }
    return withPaths(access.reads) { reads in
      withPaths(access.writes) { writes in
        withPaths(access.trees) { trees in
          Parts(rawValue: clinux_confine(reads, writes, trees, sockets.rawValue))
        }
      }
    }
  }

  /// From now on this process has at most so many bytes of its own in memory: who sends it endless
  /// ones ends it.
  package static func limitMemory(to bytes: Int) { clinux_limit_memory(UInt(bytes)) }

  private static func withPaths<Result>(
    _ paths: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = paths.map { strdup($0.systemBytes) }
    defer { for copy in copies { free(copy) } }
    let list: [UnsafePointer<CChar>?] = copies.map { UnsafePointer($0) } + [nil]
    return body(list)
  }
}
