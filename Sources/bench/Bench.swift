internal import Glibc

/// Measures Gradbook for `benchmarks/run.sh`; every answer is one line of fields between tabs.
///
/// - `bench startup RUNS COMMAND...`: median milliseconds, largest resident megabytes.
@main
enum Bench {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "startup":
      guard arguments.count > 2, let runs = Int(arguments[1]), runs > 0,
        let startup = Startup(of: Array(arguments.dropFirst(2)), runs: runs)
      else { return refuse("bench startup RUNS COMMAND...: the command must run and succeed") }
      print(startup.milliseconds, startup.megabytes, separator: "\t")
    default:
      refuse("usage: bench startup RUNS COMMAND...")
    }
  }

  private static func refuse(_ sentence: String) {
    print(sentence)
    exit(2)
  }
}
