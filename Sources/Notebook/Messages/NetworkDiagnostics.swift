import Diagnostics
import Networks
import Operations
import Tensors

/// What can be wrong with networks, one message each.
enum NetworkDiagnostics {
  static func asValue(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "type", "\(text) is a network, and a value is needed here", at: range,
      help: "give it data: \(text.contains(" ") ? "(\(text))" : text)(X)")
  }

  static func layerCount(_ count: Int, of layers: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "index", "the network has \(EvaluatorDiagnostics.count(layers, "layer")), not \(count)",
      at: range, notes: ["upto takes 1 to \(layers)"])
  }

  static func layerGivesNoValue(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("type", "\(name) gives no value, so it is no layer", at: range)
  }

  static func layerTakesOne(
    _ name: String, _ parameters: [String], at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "arguments",
      "a layer takes one value, and \(name) takes \(parameters.count)", at: range,
      help: "name the others first: layer(x) = \(name)(x, ...)")
  }

  /// Two layers that do not fit together, or a layer and the input.
  static func mismatch(
    _ layer: Layer, _ source: Recorder.LayerSource, _ shape: Shape, at range: SourceRange
  ) -> Diagnostic {
    let unit: String
    let wanted: Int
    var has: Int?
    var help: String?
    switch layer.input {
    case .any: return Diagnostic("shape", "\(layer.text) cannot take \(shape)", at: range)
    case .columns(let count):
      (unit, wanted, has) = ("column", count, shape.dimensions.last)
      if shape.rank > 2 { help = "flatten in front makes rows of images" }
    case .features(let count):
      (unit, wanted, has) = ("feature", count, shape.rank > 1 ? shape[1] : nil)
    case .channels(let count, let rank):
      (unit, wanted, has) = ("channel", count, shape.rank == rank ? shape[1] : nil)
      if has == nil {
        help =
          rank == 4
          ? "reshape(\(count), height, width) in front makes images of rows"
          : "reshape(\(count), length) in front makes sequences of rows"
      }
    case .entries(let count):
      (unit, wanted) = ("entry", count)
      has = shape.rank > 0 ? shape.dimensions.dropFirst().reduce(1, *) : nil
    }
    let plural = unit == "entry" ? "entries" : nil
    let takes = EvaluatorDiagnostics.count(wanted, unit, plural)
    let shapeText = shape.rank == 0 ? "a number" : "\(shape)"
    guard let has, has != wanted else {
      return Diagnostic(
        "shape",
        "\(layer.text) takes \(takes), and "
          + (source.isLayer
            ? "\(source.text) gives \(shapeText)" : "\(source.text) is \(shapeText)"),
        at: range, help: help)
    }
    let got = EvaluatorDiagnostics.count(has, unit, plural)
    return source.isLayer
      ? Diagnostic(
        "shape", "\(source.text) gives \(got), and \(layer.text) takes \(wanted)", at: range,
        help: help)
      : Diagnostic(
        "shape", "\(layer.text) takes \(takes), and \(source.text) (\(shapeText)) has \(has)",
        at: range, help: help)
  }

  static func needsName(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "layer", "\(text) learns parameters, so it needs a name", at: range,
      help: "state the network first: net = ...")
  }

  static func noNetwork(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("type", "\(text) is no network", at: range)
  }

  static func notALayer(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "arrow", "-> joins the layers of a network, and \(text) is no layer", at: range,
      help: "write g(f(x)) to apply one function after another")
  }

  static func notOneTensor(
    _ name: String, _ form: String, parts: [String], at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "type", "\(form) takes one tensor, and \(name) is a network", at: range,
      help: parts.first.map { "\(form) of one of its parts: \(name).\($0)" })
  }

  static func setAlone(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("type", "a network is set in a statement of its own", at: range)
  }

  static func sizesMissing(_ entry: LayerEntry, at range: SourceRange) -> Diagnostic {
    let needed = entry.parameters.filter { $0.fallback == .required }.map(\.name)
    return Diagnostic(
      "arguments", "\(entry.name) needs \(EvaluatorDiagnostics.list(needed))", at: range,
      help: entry.call)
  }

  static func tooManyLayers(_ limit: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic("size", "a network has at most \(limit) layers", at: range)
  }

  static func unknownLayer(
    _ name: String, at range: SourceRange, candidates: [String]
  ) -> Diagnostic {
    Diagnostic(
      "name", "there is no layer \(name)", at: range,
      help: Suggestion.nearest(to: name, among: candidates).map { "did you mean \($0)?" }
        ?? "help layers lists them all")
  }

  static func unknownPart(
    _ part: String, of network: String, parts: [String], at range: SourceRange
  ) -> Diagnostic {
    let near = Suggestion.nearest(to: part, among: parts + [Network.firstLayers])
    let isFirst = part == Network.firstLayers
    return Diagnostic(
      "name", "\(network) has no part \(part)", at: range,
      notes: near == nil && !parts.isEmpty && parts.count <= 12
        ? ["its parts are \(EvaluatorDiagnostics.list(parts))"]
        : parts.isEmpty ? ["it learns nothing"] : [],
      help: isFirst
        ? "its first two layers are \(network).upto(2)" : near.map { "did you mean \($0)?" })
  }

  static func valueShape(
    _ got: Shape, _ name: String, _ wanted: Shape, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "shape", "a value of shape \(got) does not fit \(name) (\(wanted))", at: range,
      notes: ["a network's tensors keep their shapes"])
  }

  static func partStays(_ name: String, _ network: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "name", "\(name) belongs to \(network) and stays with it", at: range,
      help: "clear \(network) removes both")
  }
}
