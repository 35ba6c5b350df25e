import TestSupport
import Testing

/// The tests' own reader is right: it finds the coefficients that a file was made of.
@Suite struct CoefficientReaderTests {
  @Test(arguments: TestJPEG.Process.allCases)
  func findsWhatWasWritten(process: TestJPEG.Process) throws {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<60 {
      var picture = TestJPEG(random: &random, largest: 60)
      picture.process = process
      let bytes = picture.encoded()
      #expect(!bytes.isEmpty)
      let read = try CoefficientReader(bytes)
      for component in picture.sampling.indices {
        #expect(read.blocks(component) == picture.coefficients[component])
      }
    }
  }
}
