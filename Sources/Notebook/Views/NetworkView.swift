import Networks
import StyledText

/// A network as the shell prints it: its layers, and what it learns.
enum NetworkView {
  /// The most tensors that are listed.
  private static let listed = 8

  static func text(_ network: Network, name: String?, settings: Settings) -> StyledText {
    let head = name.map { StyledText($0, .name) + " = " } ?? StyledText()
    var lines = [head]
    for (index, layer) in network.layers.enumerated() {
      let part = (index == 0 ? "" : " -> ") + StyledText(layer.text)
      if index > 0, lines[lines.count - 1].width + part.width > settings.width {
        let indent = StyledText(String(repeating: " ", count: max(head.width - 3, 2)))
        lines.append(indent + "-> " + StyledText(layer.text))
      } else {
        lines[lines.count - 1] += part
      }
    }
    lines = lines.flatMap { $0.wrapped(to: settings.width, indent: 4) }
    if let learnt = learnt(network) {
      lines += ("  " + learnt).wrapped(to: settings.width, indent: 4)
    }
    return lines.joined()
  }

  /// `503 parameters: W1 2×100, b1 100, W2 100×3, b2 3`; nil where there is nothing to learn.
  private static func learnt(_ network: Network) -> StyledText? {
    let members = network.parameters.filter { $0.weight.kind != .statistic }
    guard !members.isEmpty else { return nil }
    let text = StyledText(
      EvaluatorDiagnostics.count(network.parameterCount, "parameter"))
    guard members.count <= listed else {
      return text
        + StyledText(" in \(EvaluatorDiagnostics.count(network.learnt.count, "tensor"))")
    }
    let parts = members.map { member -> StyledText in
      let shape = member.weight.shape.map(String.init).joined(separator: "×")
      return StyledText(member.member, .name) + StyledText(" \(shape)")
    }
    return text + ": " + parts.joined(separator: ", ")
  }
}
