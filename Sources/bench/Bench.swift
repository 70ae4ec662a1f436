internal import Glibc
internal import Tensors

/// Measures Gradbook for `benchmarks/run.sh`; every answer is one line of fields between tabs.
///
/// - `bench startup RUNS COMMAND...`: median milliseconds, largest resident megabytes.
/// - `bench scalar-circuit NODES`: nodes; nanoseconds a node for recording, running, adding the
///   gradient, running with the gradient; the derivative.
@main
enum Bench {
  static func main() {
    // As the program itself does.
    ProcessMemory.keepFreedBlocks()
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "startup":
      guard arguments.count > 2, let runs = Int(arguments[1]), runs > 0,
        let startup = Startup(of: Array(arguments.dropFirst(2)), runs: runs)
      else { return refuse("bench startup RUNS COMMAND...: the command must run and succeed") }
      print(startup.milliseconds, startup.megabytes, separator: "\t")
    case "scalar-circuit":
      guard arguments.count == 2, let nodes = Int(arguments[1]), nodes > 0,
        let circuit = ScalarCircuit(nodes: nodes)
      else { return refuse("bench scalar-circuit NODES: a number for which the memory suffices") }
      print(
        nodes, circuit.record, circuit.forward, circuit.differentiate, circuit.gradient,
        circuit.derivative, separator: "\t")
    default:
      refuse("usage: bench startup RUNS COMMAND... | bench scalar-circuit NODES")
    }
  }

  private static func refuse(_ sentence: String) {
    print(sentence)
    exit(2)
  }
}
