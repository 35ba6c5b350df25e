import CPictureFixtures
import Files
import Testing

/// A process that reads strangers' pictures can do nothing else, tried from inside.
@Suite struct ConfinementTests {
  @Test func onlyWhatWasNamedCanBeDone() throws {
    try Tool.withFolder { folder in
      try Directories.create(folder + "/out")
      try Tool.write([1], to: folder + "/named")
      try Tool.write([1], to: folder + "/other")
      var parts: Int32 = 0
      let done = cfixture_confined(
        folder + "/named", folder + "/other", folder + "/out/new", folder + "/out",
        folder + "/beside", &parts)
      let named = Int32(CFIXTURE_READ_NAMED | CFIXTURE_WROTE_NAMED)
      #expect(done >= 0 && done & named == named)
      if parts & 1 != 0 {
        #expect(done & Int32(CFIXTURE_READ_OTHER | CFIXTURE_WROTE_OTHER) == 0)
      }
      if parts & 2 != 0 {
        #expect(done & Int32(CFIXTURE_HAD_SOCKET | CFIXTURE_FORKED) == 0)
        #expect(done & Int32(CFIXTURE_EXEC_REFUSED) != 0)
      }
      #expect(done & Int32(CFIXTURE_OPENED_MANY | CFIXTURE_MAPPED_MUCH) == 0)
      // Every kernel that the project is tested on knows at least one of them.
      #expect(parts != 0)
    }
  }
  /// A reader of mail moves files about in its home and talks to the agent.
  @Test func inATreeAnythingCanBeDoneAndNothingBesideIt() throws {
    try Tool.withFolder { folder in
      try Directories.create(folder + "/home")
      try Tool.write([1], to: folder + "/beside")
      var parts: Int32 = 0
      let done = cfixture_confined_to_tree(folder + "/home", folder + "/beside", &parts)
      let wanted = Int32(
        CFIXTURE_READ_NAMED | CFIXTURE_MOVED_IN_TREE | CFIXTURE_HAD_LOCAL_SOCKET)
      #expect(done >= 0 && done & wanted == wanted)
      if parts & 1 != 0 {
        let others = CFIXTURE_READ_OTHER | CFIXTURE_WROTE_OTHER | CFIXTURE_WROTE_NAMED
        #expect(done & Int32(others) == 0)
      }
      if parts & 2 != 0 {
        #expect(done & Int32(CFIXTURE_HAD_SOCKET) == 0)
        #expect(done & Int32(CFIXTURE_EXEC_REFUSED) != 0)
      }
      #expect(parts != 0)
    }
  }
}
