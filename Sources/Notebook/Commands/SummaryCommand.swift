import Diagnostics
import Language
import Networks
import Operations
import StyledText
import Tensors

/// A network layer by layer.
enum SummaryCommand: NotebookCommand {
  static let name = "summary"
  static let category = CommandCategory.networks
  static let summary = "Lists a network's layers with their shapes, and what it learns."
  static let usage = "summary net [over X]"
  static let examples = [
    "net = affine(2, 100) -> relu -> affine(100, 3)", "X := randn(5, 2); y := [0, 1, 2, 1, 0]",
    "J = cross_entropy(net(X), y);", "summary net",
  ]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, SummaryCommand.self, keywords: ["over"])
    let subject = try reader.subject()
    let data = reader.afterKeyword["over"] ?? []
    guard data.count <= 1 else { throw CommandDiagnostics.usage(self, at: data[1].range) }
    if data.isEmpty, reader.afterKeyword["over"] != nil {
      throw CommandDiagnostics.nothingAfter("over", self, at: command.word.range)
    }
    let network = try session.network(subject, in: source)
    var recorder = Recorder(session.state, source: source, budget: session.budget)
    let shapes = try recorder.exampleShapes(of: network, over: data.first)
    let model = NetworkSummary(
      network, name: subject.shortText, shapes: shapes, uses: try session.losses(of: network))
    return Outcome(
      .command, name: subject.bareName,
      text: SummaryView(model, settings: session.settings).text(), steps: model.json)
  }
}

extension Recorder {
  /// The shapes of one example before the network and after each layer; nil where nothing tells
  /// them.
  mutating func exampleShapes(
    of network: Network, over data: Expression?
  ) throws(Diagnostic) -> [Shape]? {
    let source: LayerSource
    let range = data?.range ?? SourceRange(0, 0)
    if let data {
      try record([data])
      source = LayerSource(
        node: recording.outputs[0], text: data.shortText, isLayer: false)
    } else {
      guard let example = network.example, example.rank < Shape.maximumRank else { return nil }
      source = LayerSource(
        node: recording.graph.filled(
          recording.graph.constant(0), to: Shape([2] + example.dimensions)),
        text: "the input", isLayer: false)
    }
    var shapes = [recording.graph.shape(of: source.node)]
    var current = source
    for layer in network.layers {
      do throws(Diagnostic) {
        current = try record(layer, current, isTraining: false, at: range)
      } catch {
        if data == nil, !error.isInterruption { return nil }
        throw error
      }
      shapes.append(recording.graph.shape(of: current.node))
    }
    return shapes.map { $0.rank < 2 ? $0 : Shape(Array($0.dimensions.dropFirst())) }
  }
}
