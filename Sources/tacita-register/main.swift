import Foundation

// Reads questions, one JSON object a line, asks the register that each names, and writes an answer
// for each: what `docs/registers.md` describes. Holds no key and keeps nothing.
while let line = readLine(strippingNewline: true) {
  let answer: Answer
  var number = ""
  do {
    let question = try Question(line)
    number = question.number
    answer = try question.service.ask(question)
  } catch let failure as AskingFailure {
    answer = failure.answer
  } catch {
    answer = .nonsense("\(type(of: error))")
  }
  FileHandle.standardOutput.write(Data((answer.line(number: number) + "\n").utf8))
}
