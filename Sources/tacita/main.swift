import Commands
import Files
import Glibc

Process.fillStandardStreams()
Process.forbidDumps()
Signals.cleanUpWhenEnded()
exit(CommandLineRunner.run(Array(CommandLine.arguments.dropFirst()), .process).rawValue)
