import Diagnostics
import Differentiation
import Language
import Operations
import Tensors

/// Lists, matrices and parts of tensors.
extension Recorder {
  mutating func list(_ parts: [Expression], _ whole: Expression) throws(Diagnostic) -> Node {
    if let tensor = whole.literalTensor { return recording.graph.literal(tensor) }
    guard !parts.isEmpty else {
      return recording.graph.leaf(Tensor(vector: []), role: .literal)
    }
    var operands: [Operand] = []
    for part in parts { operands.append(try operand(part)) }
    return try callOperation(
      "stack", Arguments(operation: "stack", values: [.nodes(operands.map(\.node))]), operands,
      whole.range)
  }

  mutating func matrix(_ rows: [[Expression]], _ whole: Expression) throws(Diagnostic) -> Node {
    if let tensor = whole.literalTensor { return recording.graph.literal(tensor) }
    let width = rows.first?.count ?? 0
    for row in rows where row.count != width {
      throw located(
        EvaluatorDiagnostics.raggedRows(width, row.count, at: row.first?.range ?? whole.range))
    }
    var stacked: [Operand] = []
    for row in rows {
      let range = row.dropFirst().reduce(row.first?.range ?? whole.range) { $0.union($1.range) }
      let line = try list(row, Expression(.list(row), at: range))
      stacked.append(Operand(node: line, text: "the row", range: range))
    }
    return try callOperation(
      "stack", Arguments(operation: "stack", values: [.nodes(stacked.map(\.node))]), stacked,
      whole.range)
  }

  mutating func index(
    _ base: Expression, _ subscripts: [Subscript], _ whole: Expression
  ) throws(Diagnostic) -> Node {
    let tensor = try operand(base)
    let shape = recording.graph.shape(of: tensor.node)
    // x[rows]: a vector of row numbers picks rows.
    if subscripts.count == 1, case .index(let index) = subscripts[0] {
      let rows = try operand(index)
      if recording.graph.shape(of: rows.node).rank == 1 {
        let start = recording.graph.count
        do throws(OperationError) {
          let taken = try recording.graph.take(tensor.node, rows: rows.node)
          noteOrigin(from: start, whole.range)
          return taken
        } catch { throw diagnostic(error, [tensor, rows], whole.range) }
      }
    }
    let slices = try self.slices(subscripts, of: shape, base.shortText, whole.range)
    return recording.graph.slice(tensor.node, slices)
  }

  /// Subscripts as one slice an axis; axes left out are taken whole.
  mutating func slices(
    _ subscripts: [Subscript], of shape: Shape, _ text: String, _ range: SourceRange
  ) throws(Diagnostic) -> [AxisSlice] {
    guard subscripts.count <= shape.rank else {
      throw located(
        EvaluatorDiagnostics.tooManySubscripts(text, shape, subscripts.count, at: range))
    }
    var slices: [AxisSlice] = []
    for (axis, part) in subscripts.enumerated() {
      switch part {
      case .index(let expression):
        let place = try integer(expression, "an index")
        do throws(TensorError) {
          slices.append(try AxisSlice.index(place, length: shape[axis]))
        } catch {
          throw located(
            EvaluatorDiagnostics.indexOutOfRange(
              place, axis: axis, shape, text, at: expression.range))
        }
      case .range(let from, let to, _):
        var ends: [Int?] = []
        for end in [from, to] {
          ends.append(try end.map { (end) throws(Diagnostic) in try integer(end, "an index") })
        }
        slices.append(AxisSlice.range(from: ends[0], to: ends[1], length: shape[axis]))
      }
    }
    for axis in subscripts.count..<shape.rank {
      slices.append(AxisSlice.range(from: nil, to: nil, length: shape[axis]))
    }
    return slices
  }

  // MARK: - Numbers known while recording

  /// A number that decides about shapes or options and so must be known now.
  mutating func number(_ expression: Expression, _ what: String) throws(Diagnostic) -> Double {
    let node = try self.node(expression)
    let shape = recording.graph.shape(of: node)
    guard shape.count == 1 else {
      throw located(EvaluatorDiagnostics.expected(what, got: shape, at: expression.range))
    }
    return try known(node, expression.range).values[0]
  }

  mutating func integer(_ expression: Expression, _ what: String) throws(Diagnostic) -> Int {
    let value = try number(expression, what)
    do throws(Diagnostic) {
      return try Recorder.whole(value, what, at: expression.range)
    } catch { throw located(error) }
  }

  /// The largest whole number that is told from its neighbours.
  static let mostWhole = 1 << 53 - 1

  static func whole(
    _ value: Double, _ what: String, atMost most: Int = mostWhole, at range: SourceRange
  ) throws(Diagnostic) -> Int {
    guard value.isFinite, value == value.rounded() else {
      throw EvaluatorDiagnostics.notWhole(value, what, at: range)
    }
    guard value.magnitude <= Double(most) else {
      let limit = value < 0 ? "at least -\(most)" : "at most \(most)"
      throw EvaluatorDiagnostics.expected("\(limit) for \(what)", at: range)
    }
    return Int(value)
  }

  /// The value of a node while recording goes on: the recording then holds for these values only.
  mutating func known(_ node: Node, _ range: SourceRange) throws(Diagnostic) -> Tensor {
    if let value = recording.graph.constantValue(of: node) { return Tensor(value) }
    if let leaf = recording.graph.leaf(of: node), leaf.role == .literal { return leaf.value }
    recording.isReusable = false
    do throws(EvaluationError) {
      return try Evaluation(recording.graph, of: [node], budget: budget).tensor(node)
    } catch {
      throw located(EvaluationDiagnostics.diagnostic(error, recording, at: range))
    }
  }
}

extension Expression {
  /// The tensor that nested lists of plain numbers spell, without a node for each number.
  var literalTensor: Tensor? {
    switch kind {
    case .number(let value, _): return Tensor(value)
    case .prefix(.negate, let inner):
      if case .number(let value, _) = inner.kind { return Tensor(-value) }
      return nil
    case .list(let parts): return Expression.stacked(parts)
    case .matrix(let rows):
      var parts: [Tensor] = []
      for row in rows {
        guard row.count == rows[0].count, let tensor = Expression.stacked(row) else { return nil }
        parts.append(tensor)
      }
      return Expression.stacked(parts)
    default: return nil
    }
  }

  private static func stacked(_ parts: [Expression]) -> Tensor? {
    var tensors: [Tensor] = []
    tensors.reserveCapacity(parts.count)
    for part in parts {
      guard let tensor = part.literalTensor else { return nil }
      tensors.append(tensor)
    }
    return stacked(tensors)
  }

  private static func stacked(_ parts: [Tensor]) -> Tensor? {
    guard let first = parts.first, first.shape.rank < Shape.maximumRank else { return nil }
    var values: [Double] = []
    values.reserveCapacity(parts.count * first.shape.count)
    for part in parts {
      guard part.shape == first.shape else { return nil }
      values += part.values
    }
    return Tensor(shape: Shape([parts.count] + first.shape.dimensions), values: values)
  }
}
