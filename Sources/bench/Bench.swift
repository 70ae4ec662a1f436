internal import Differentiation
internal import Glibc
internal import Tensors

/// Measures Gradbook for `benchmarks/run.sh`; every answer is one line of fields between tabs.
///
/// - `bench startup RUNS COMMAND...`: median milliseconds, largest resident megabytes, median
///   milliseconds of processor time.
/// - `bench scalar-circuit NODES`: nodes; nanoseconds a node for recording, running, adding the
///   gradient, running with the gradient; the derivative.
/// - `bench spiral|mlp|conv STEPS`: microseconds a step of training, the loss of the last step.
/// - `bench init-lab tanh|relu|... RUNS`: median milliseconds, the spread of the last layer.
/// - `bench submissions COUNT`: kibibytes of one, milliseconds for reading all.
/// - `bench homework`: the assignment that `bench class` is about.
/// - `bench class COUNT`: a record a student, as `gradbook grade --stream` reads them.
/// - `bench profile spiral|mlp|conv STEPS`: microseconds of each part of a step, the longest first.
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
      print(startup.milliseconds, startup.megabytes, startup.processor, separator: "\t")
    case "scalar-circuit":
      guard arguments.count == 2, let nodes = Int(arguments[1]), nodes > 0,
        let circuit = ScalarCircuit(nodes: nodes)
      else { return refuse("bench scalar-circuit NODES: a number for which the memory suffices") }
      print(
        nodes, circuit.record, circuit.forward, circuit.differentiate, circuit.gradient,
        circuit.derivative, separator: "\t")
    case "spiral", "mlp", "conv":
      guard arguments.count == 2, let steps = Int(arguments[1]), steps > 0,
        let result = try? run(arguments[0], steps: steps)
      else { return refuse("bench \(arguments[0]) STEPS: a number from 1 on") }
      print(result.microseconds, result.loss, separator: "\t")
    case "init-lab":
      guard arguments.count == 3, let runs = Int(arguments[2]), runs > 0,
        let result = try? LabExperiment(activation: arguments[1], runs: runs)
      else { return refuse("bench init-lab ACTIVATION RUNS: a name and a number from 1 on") }
      print(result.milliseconds, result.deviation, separator: "\t")
    case "submissions":
      guard arguments.count == 2, let count = Int(arguments[1]), count > 0,
        let reading = SubmissionReading(count: count)
      else { return refuse("bench submissions COUNT: a number from 1 on") }
      print(reading.kibibytes, reading.milliseconds, separator: "\t")
    case "homework": print(HandedInClass.assignment, terminator: "")
    case "class":
      guard arguments.count == 2, let count = Int(arguments[1]), count > 0,
        (try? write(records: count)) != nil
      else { return refuse("bench class COUNT: a number from 1 on") }
    case "profile":
      guard arguments.count == 3, let steps = Int(arguments[2]), steps > 0,
        let parts = try? profile(arguments[1], steps: steps)
      else { return refuse("bench profile spiral|mlp|conv STEPS: a number from 1 on") }
      for part in parts { print(part.microseconds, part.name, separator: "\t") }
    default:
      refuse(
        "usage: bench startup RUNS COMMAND... | scalar-circuit NODES | spiral STEPS | mlp STEPS"
          + " | conv STEPS | init-lab ACTIVATION RUNS | submissions COUNT | homework | class COUNT"
          + " | profile spiral|mlp|conv STEPS")
    }
  }

  private static func run(_ name: String, steps: Int) throws -> TrainingResult {
    guard let network = Batches.Network(rawValue: name) else {
      return try Spiral().run(steps: steps)
    }
    return try Batches(network).run(steps: steps)
  }

  private static func write(records count: Int) throws {
    var handedIn = try HandedInClass()
    for _ in 0..<count { print(try handedIn.next()) }
  }

  private static func profile(
    _ name: String, steps: Int
  ) throws -> [(name: String, microseconds: Double)] {
    let plan = try Batches.Network(rawValue: name).map { try Batches($0).plan } ?? Spiral().plan
    return try plan.profile(runs: steps)
  }

  private static func refuse(_ sentence: String) {
    print(sentence)
    exit(2)
  }
}
