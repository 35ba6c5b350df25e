import Files
import Testing

@testable import KeyAgent

/// What comes over the socket is believed only as far as it has the right form.
@Suite struct AgentProtocolTests {
  @Test("a header there and back") func header() throws {
    let bytes = AgentMessage.header(0x4b, count: 32)
    #expect(bytes == [0x4b, 0, 0, 0, 32])
    let found = try #require(try AgentMessage.header(in: bytes + [1, 2, 3]))
    #expect(found.kind == 0x4b)
    #expect(found.count == 32)
  }

  @Test("nothing while it is not whole", arguments: 0..<5) func partial(count: Int) throws {
    let bytes = Array(AgentMessage.header(0x50, count: 4).prefix(count))
    #expect(try AgentMessage.header(in: bytes) == nil)
  }

  @Test("longer than any message", arguments: [257, 1 << 30, Int(UInt32.max)])
  func tooLong(count: Int) {
    #expect(throws: AgentMessage.Malformed.self) {
      try AgentMessage.header(in: AgentMessage.header(0x4b, count: count))
    }
  }

  @Test("a status there and back") func status() throws {
    let status = AgentStatus(needsPIN: true, hasPIN: true, idleLeft: 17, totalLeft: 43_200)
    #expect(AgentStatus(status.encoded) == status)
    let past = AgentStatus(needsPIN: true, hasPIN: true, idleLeft: -5, totalLeft: 1)
    #expect(try #require(AgentStatus(past.encoded)).idleLeft == 0)
  }

  @Test("a status that is none") func badStatus() {
    #expect(AgentStatus([]) == nil)
    #expect(AgentStatus([UInt8](repeating: 0, count: 17)) == nil)
    #expect(AgentStatus([UInt8](repeating: 0xff, count: 18)) == nil)
  }
}
