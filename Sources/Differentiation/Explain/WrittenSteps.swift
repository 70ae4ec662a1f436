package import Operations
package import Tensors

/// The steps of a backward pass as a trace prints them, but for their numbers.
package struct WrittenSteps: Sendable {
  private let pass: WrittenPass
  /// Facts as they were stated.
  private let facts: [Modules.Module]

  /// - Parameters:
  ///   - names: What leaves and facts are called.
  ///   - wrt: What to differentiate by.
  package init(_ graph: Graph, of output: Node, wrt: [Node], names: [Node: String]) {
    pass = WrittenPass(graph, of: output, wrt: wrt, names: names)
    facts = Modules(graph, of: output, detail: .names).modules.filter { module in
      names[module.output] != nil
        && module.inputs.allSatisfy { names[$0] != nil || graph.constantValue(of: $0) != nil }
    }
  }

  /// One way of the gradient to a value that a reader sees, without its numbers.
  package struct Line: Hashable, Sendable {
    package let input: Node
    package let shape: Shape
    /// The local derivative as a formula, or the backward function of a module.
    package let rule: String
    /// Whether the rule has to be multiplied by the upstream gradient yet.
    package let isLocal: Bool
    /// What the rule calls the upstream gradient.
    package let upstreamLabel: String
    package let upstreamShape: Shape
    /// The values whose gradient it is: those with a name, and the one that the rule leads back from;
    /// the nearest to the loss first, none if it is 1 by definition.
    package let upstream: [Node]
    /// How many ways lead to the value.
    package let ways: Int
    /// How the value at whose way back it is was computed: `s = h @ W2 + b2`.
    package let forward: String
    package let forwardNode: Node
    package let forwardShape: Shape
  }

  /// The lines that tell of a step; where it lies within a module, those that lead out of it on
  /// that way.
  package func lines(through consumer: Node, slot: Int) -> [Line] {
    let inputs = pass.graph.inputs(of: consumer)
    guard inputs.indices.contains(slot), consumer.position <= (pass.circuit?.output.position ?? -1)
    else { return [] }
    let home = pass.modules.home(of: consumer)
    let reached = visible(from: inputs[slot], within: home)
    return reached.flatMap { input in
      (pass.grouped?.paths[input] ?? []).filter { $0.consumer == home }
        .compactMap { line(to: input, $0) }
    }
  }

  /// The lines that add up to the gradient with respect to a node.
  package func lines(to node: Node) -> [Line] {
    let lines = (pass.grouped?.paths[node] ?? []).compactMap { line(to: node, $0) }
    // What comes from the data before what comes from a penalty.
    return lines.filter { $0.upstreamShape.rank > 0 } + lines.filter { $0.upstreamShape.rank == 0 }
  }

  /// A name or a letter.
  private func label(_ node: Node) -> String { pass.labels.text(node) }

  /// `∂J/∂W2`.
  package func symbol(_ node: Node) -> String {
    "∂\(pass.circuit.map { label($0.output) } ?? "")/∂\(label(node))"
  }

  /// What a module reads on the way from one of its own nodes back.
  private func visible(from node: Node, within home: Node) -> [Node] {
    var found: [Node] = []
    var seen: Set<Node> = [node]
    var stack = [node]
    while let node = stack.popLast() {
      if pass.modules.isVisible(node), node != home {
        found.append(node)
      } else {
        for input in pass.graph.inputs(of: node) where seen.insert(input).inserted {
          stack.append(input)
        }
      }
    }
    return found.sorted()
  }

  private func line(to input: Node, _ way: GroupedPaths.Way) -> Line? {
    guard let circuit = pass.circuit, let module = pass.module(of: way.consumer),
      let upstream = circuit.adjoints[way.consumer]
    else { return nil }
    let rule = pass.texts.rule(module, input: input, way: way)
    let (source, forward) = fact(around: module)
    let same = pass.modules.modules.map(\.output).filter {
      $0 == way.consumer || pass.names[$0] != nil && circuit.adjoints[$0] == upstream
    }
    return Line(
      input: input, shape: pass.graph.shape(of: input), rule: rule,
      isLocal: pass.graph.shape(of: way.consumer).rank == 0
        && pass.graph.shape(of: input).rank == 0,
      upstreamLabel: pass.labels.upstream, upstreamShape: pass.graph.shape(of: way.consumer),
      upstream: upstream == circuit.seed ? [] : same.reversed(),
      ways: pass.grouped?.paths[input]?.count ?? 1,
      forward: "\(label(source)) = \(forward)", forwardNode: source,
      forwardShape: pass.graph.shape(of: source))
  }

  /// The named fact that a module is a part of, as it was stated; else the module itself.
  private func fact(around module: Modules.Module) -> (node: Node, formula: String) {
    let fact = facts.filter { $0.region?.nodes.contains(module.output.index) ?? false }
      .min { $0.region?.nodes.count ?? 0 < $1.region?.nodes.count ?? 0 }
    if let fact, let formula = pass.texts.formula(fact), formula.count <= WrittenSteps.longestFact {
      return (fact.output, formula)
    }
    return (module.output, pass.texts.formula(module) ?? label(module.output))
  }

  private static let longestFact = 100

  /// What the letters of a text stand for, in order of evaluation: `a = h @ W2`.
  package func letters(in text: String, besides known: Node) -> [String] {
    var found: Set<Node> = []
    var texts = [text]
    while let text = texts.popLast(), found.count < WrittenSteps.mostLetters {
      let words = Set(text.names)
      for other in pass.modules.modules
      where pass.names[other.output] == nil && other.output != known
        && !pass.graph.opcode(of: other.output).isLeaf && words.contains(label(other.output))
        && found.insert(other.output).inserted
      {
        texts.append(pass.texts.formula(other) ?? "")
      }
    }
    return found.sorted().prefix(WrittenSteps.mostLetters).compactMap { node in
      pass.module(of: node).flatMap { pass.texts.formula($0) }.map { "\(label(node)) = \($0)" }
    }
  }

  private static let mostLetters = 4
}

extension String {
  /// The names in a formula; a raised T or -1 ends one.
  fileprivate var names: [String] {
    var names: [String] = []
    var name = ""
    for character in self + " " {
      if character.isLetter && !"ᵀ⁻".contains(character) || character == "_"
        || character.isNumber && character.isASCII && !name.isEmpty
      {
        name.append(character)
      } else if !name.isEmpty {
        names.append(name)
        name = ""
      }
    }
    return names
  }
}
