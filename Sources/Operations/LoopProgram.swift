package import CKernels

/// A rule's formula as loops over a block of numbers, one for each operation in it.
///
/// Each loop is compiled for every instruction set; what it does to a number does not depend on
/// the numbers beside it, so that loops, tiles and single numbers agree to the last bit.
package struct LoopProgram: Sendable {
  /// Where a step finds an operand.
  package enum Source: Sendable, Equatable {
    case input(Int)
    case number(Double)
    /// The result of an earlier step.
    case step(Int)
  }

  package struct Step: Sendable, Equatable {
    package let operation: ck_operation
    /// One to three.
    package let operands: [Source]

    fileprivate init(operation: ck_operation, operands: [Source]) {
      self.operation = operation
      self.operands = operands
    }

    package init(copying source: Source) { self.init(operation: .copy, operands: [source]) }
  }

  /// At least one; the last gives the result.
  package private(set) var steps: [Step] = []

  /// The widest instructions this processor has.
  package static let level = ck_best_level()

  /// The numbers of a block.
  private static let block = 512

  init(_ formula: Formula, of inputs: [String]) {
    let result = source(formula.forComputing, inputs)
    if result != .step(steps.count - 1) {
      steps.append(Step(operation: .copy, operands: [result]))
    }
  }

  private mutating func source(_ formula: Formula, _ inputs: [String]) -> Source {
    switch formula {
    case .number(let value): return .number(value)
    case .written(_, let computed): return source(computed, inputs)
    case .symbol(let name):
      guard let place = inputs.firstIndex(of: name) else {
        preconditionFailure("a rule's formula uses its inputs only")
      }
      return .input(place)
    case .apply(let name, let arguments):
      guard let operation = LoopProgram.operations[name] else {
        preconditionFailure("no loop is called \(name)")
      }
      let operands = arguments.map { source($0, inputs) }
      if let folded = LoopProgram.folded(operation, operands) { return .number(folded) }
      let step = Step(operation: operation, operands: operands)
      // Equal parts are computed once.
      if let place = steps.firstIndex(of: step) { return .step(place) }
      steps.append(step)
      return .step(steps.count - 1)
    }
  }

  /// The result of an operation on numbers alone.
  private static func folded(_ operation: ck_operation, _ operands: [Source]) -> Double? {
    var numbers: [Double] = []
    for operand in operands {
      guard case .number(let value) = operand else { return nil }
      numbers.append(value)
    }
    var result = 0.0
    numbers.withUnsafeBufferPointer { numbers in
      guard let first = numbers.baseAddress else { return }
      func operand(_ place: Int) -> ck_operand {
        ck_operand(values: first + min(place, numbers.count - 1), repeats: false)
      }
      ck_apply(.baseline, operation, 1, operand(0), operand(1), operand(2), &result)
    }
    return result
  }

  /// The operations that have a loop, by name.
  private static let operations: [String: ck_operation] = {
    var operations: [String: ck_operation] = [:]
    for raw in 0..<ck_operation.count.rawValue {
      guard let operation = ck_operation(rawValue: raw) else { continue }
      operations[String(cString: ck_operation_name(operation))] = operation
    }
    return operations
  }()
}

// MARK: - Running

extension LoopProgram {
  /// Writes `count` results to `y`, which may be one of the operands; those that the operation does
  /// not have are ignored.
  package func callAsFunction(
    _ count: Int, _ a: Operand, _ b: Operand, _ c: Operand, _ y: UnsafeMutablePointer<Double>,
    level: ck_level = LoopProgram.level
  ) {
    if count == 0 { return }
    if steps.count == 1 {
      apply(steps[0], count, (a, b, c), from: 0, room: y, into: y, level)
      return
    }
    let block = LoopProgram.block
    withUnsafeTemporaryAllocation(of: Double.self, capacity: (steps.count - 1) * block) { room in
      guard let room = room.baseAddress else { return }
      for start in stride(from: 0, to: count, by: block) {
        let length = min(block, count - start)
        for (place, step) in steps.enumerated() {
          let target = place == steps.count - 1 ? y + start : room + place * block
          apply(step, length, (a, b, c), from: start, room: room, into: target, level)
        }
      }
    }
  }

  private func apply(
    _ step: Step, _ count: Int, _ inputs: (Operand, Operand, Operand), from start: Int,
    room: UnsafeMutablePointer<Double>, into y: UnsafeMutablePointer<Double>, _ level: ck_level
  ) {
    // Numbers of the formula are read where they lie on the stack.
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 3) { numbers in
      func operand(_ place: Int) -> ck_operand {
        switch step.operands[min(place, step.operands.count - 1)] {
        case .input(let index):
          let input = index == 0 ? inputs.0 : index == 1 ? inputs.1 : inputs.2
          let isFixed = input.step == 0
          return ck_operand(
            values: isFixed ? input.pointer : input.pointer + start, repeats: isFixed)
        case .number(let value):
          numbers[place] = value
          return ck_operand(
            values: UnsafePointer(numbers.baseAddress.unsafelyUnwrapped + place), repeats: true)
        case .step(let index):
          return ck_operand(
            values: UnsafePointer(room + index * LoopProgram.block), repeats: false)
        }
      }
      let (a, b, c) = (operand(0), operand(1), operand(2))
      ck_apply(level, step.operation, count, a, b, c, y)
    }
  }
}
