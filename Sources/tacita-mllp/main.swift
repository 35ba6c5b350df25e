internal import Files
internal import Glibc

// Sends one HL7 v2 message to a system of the record (docs/record.md). Standard input is a line of
// JSON that says where to, then the message as MLLP frames it; standard output is one line that
// says what became of it. It has no key, stores nothing, and reads nothing but what names hosts.
Confinement.confine(to: .init(reads: Confinement.Access.system), sockets: .all)
signal(SIGPIPE, SIG_IGN)

func answer(_ delivery: Delivery) -> Never {
  try? Descriptor.standardOutput.write(CanonicalJSON.encode(delivery.json) + [0x0a])
  exit(0)
}

guard let line = try? Descriptor.standardInput.readLine(limit: 4096),
  let task = try? DeliveryTask(Array(line.dropLast()))
else { answer(.unsent("the request is malformed")) }
do {
  let connection = try Connection(to: task)
  try connection.send(Descriptor.standardInput)
  answer(connection.acknowledgement(of: task.controlID))
} catch let delivery as Delivery {
  answer(delivery)
} catch {
  answer(.unsent("the message could not be read"))
}
