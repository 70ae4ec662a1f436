import Operations
import Tensors

/// The ways of a gradient between visible nodes.
struct GroupedPaths {
  /// All ways from one module to one of the values it reads.
  struct Way {
    let consumer: Node
    /// The operations inside the module that read the value, with the input's place.
    var readers: [(node: Node, slot: Int)]
    var contributions: [Node]
    /// ∂consumer/∂input as a node, for scalars.
    var local: Node?
    /// Whether the value was repeated to a larger shape on the way.
    var isBroadcast = false
  }

  private(set) var paths: [Node: [Way]] = [:]

  init(_ circuit: GradientCircuit, _ modules: Modules, _ graph: Graph) {
    for path in circuit.paths where modules.isVisible(path.input) {
      let consumer = modules.home(of: path.consumer)
      if consumer == path.input { continue }
      var way = Way(
        consumer: consumer, readers: [(path.consumer, path.slot)],
        contributions: [path.contribution],
        local: GroupedPaths.scalarLocal(path, consumer, graph))
      if graph.opcode(of: path.consumer) == .broadcast, consumer != path.consumer {
        way.isBroadcast = true
        // Whoever reads the repeated value inside the module.
        if let reader = circuit.paths.first(where: { $0.input == path.consumer }) {
          way.readers = [(reader.consumer, reader.slot)]
        }
      }
      guard let place = paths[path.input]?.firstIndex(where: { $0.consumer == consumer }) else {
        paths[path.input, default: []].append(way)
        continue
      }
      paths[path.input]?[place].readers += way.readers
      paths[path.input]?[place].contributions.append(path.contribution)
      paths[path.input]?[place].local = nil
    }
  }

  /// A single step's local derivative; inside a larger module it is not the module's.
  private static func scalarLocal(_ path: Path, _ consumer: Node, _ graph: Graph) -> Node? {
    guard path.consumer == consumer, graph.shape(of: consumer).rank == 0,
      graph.shape(of: path.input).rank == 0
    else { return nil }
    return path.local
  }

  /// Records the local derivative of every scalar module that is more than one operation.
  mutating func recordLocals(_ graph: inout Graph) {
    for (input, ways) in paths {
      for (index, way) in ways.enumerated() where way.local == nil {
        guard graph.shape(of: way.consumer).rank == 0, graph.shape(of: input).rank == 0 else {
          continue
        }
        paths[input]?[index].local =
          graph.gradient(of: way.consumer, wrt: [input]).gradients[0]
      }
    }
  }

  var locals: [Node] { paths.values.flatMap { $0.compactMap(\.local) } }
}
