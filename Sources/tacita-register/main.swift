import Foundation

// Reads questions, one JSON object on each line, asks the named register, and writes one answer for
// each. `docs/registers.md` describes both. It has no key and stores nothing.
while let line = readLine(strippingNewline: true) {
  let answer: Answer
  var number = ""
  do {
    let question = try Question(line)
    number = question.number
    answer = try question.service.ask(question)
  } catch let failure as QueryError {
    answer = failure.answer
  } catch {
    answer = .nonsense("\(type(of: error))")
  }
  FileHandle.standardOutput.write(Data((answer.line(number: number) + "\n").utf8))
}
