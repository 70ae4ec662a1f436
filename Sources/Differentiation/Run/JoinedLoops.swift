import CKernels

/// Two element-wise operations that have one loop together where the result of the first goes to the
/// second alone.
///
/// The loop's operands are those of the first, then the other one of the second.
private struct JoinedLoops {
  let first: ck_operation
  let second: ck_operation
  let together: ck_operation
  /// Which operands of the second the first's result may be.
  let places: [Int]
  /// Whether the first takes one number twice, and the loop once.
  var isOfOneNumber = false

  static let all = [
    JoinedLoops(first: .add, second: .maximum, together: .maximum_of_sum, places: [1]),
    JoinedLoops(first: .greater, second: .multiply, together: .product_if_greater, places: [0, 1]),
    JoinedLoops(
      first: .multiply, second: .subtract, together: .rest_of_square, places: [1],
      isOfOneNumber: true),
    JoinedLoops(
      first: .rest_of_square, second: .multiply, together: .product_with_rest, places: [0, 1]),
  ]

  /// What to do instead of both, unless this is another pair.
  func callAsFunction(_ inner: ck_instruction, _ outer: ck_instruction) -> ck_instruction? {
    guard inner.kind == .apply, inner.operation == first, outer.operation == second else {
      return nil
    }
    if isOfOneNumber, inner.a != inner.b { return nil }
    guard let place = places.first(where: { [outer.a, outer.b][$0] == inner.y }) else { return nil }
    let other = place == 0 ? outer.b : outer.a
    guard other != inner.y else { return nil }
    var joined = outer
    joined.operation = together
    (joined.a, joined.b, joined.c) =
      isOfOneNumber ? (inner.a, other, other) : (inner.a, inner.b, other)
    return joined
  }
}

extension [ck_instruction] {
  /// The same in fewer loops.
  func joined() -> [ck_instruction] {
    var instructions = self
    // What was joined may be the first of another pair.
    var second = 1
    while second < instructions.count {
      if let (first, together) = instructions.pair(at: second) {
        instructions[second] = together
        instructions.remove(at: first)
      } else {
        second += 1
      }
    }
    return instructions
  }

  /// An instruction whose result goes to this one alone, and what does the work of both.
  private func pair(at second: Int) -> (first: Int, together: ck_instruction)? {
    let outer = self[second]
    guard outer.kind == .apply else { return nil }
    for source in [outer.a, outer.b] where source.kind == .tile {
      guard
        let first = self[..<second].lastIndex(where: { $0.y == source }),
        let together = JoinedLoops.all.lazy.compactMap({ $0(self[first], outer) }).first,
        !indices.contains(where: { $0 > first && $0 != second && self[$0].reads(source) }),
        // Nothing in between may write what the first reads.
        !self[first + 1..<second].contains(where: { self[first].reads($0.y) })
      else { continue }
      return (first, together)
    }
    return nil
  }
}

extension ck_instruction {
  fileprivate func reads(_ place: ck_place) -> Bool {
    a == place || b == place || c == place
  }
}

extension ck_place {
  fileprivate static func == (left: ck_place, right: ck_place) -> Bool {
    left.kind == right.kind && left.values == right.values
  }

  fileprivate static func != (left: ck_place, right: ck_place) -> Bool { !(left == right) }
}
