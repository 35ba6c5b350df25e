import Commands
import Files
import Glibc

Process.fillStandardStreams()
Process.forbidDumps()
Signals.cleanUpWhenEnded()
exit(CommandLineRunner.run(Process.arguments, .process).rawValue)
