package import Tensors

/// Which rows each step sees.
package struct RowSampler: Sendable {
  package enum Order: Sendable, Equatable {
    /// All rows, every step.
    case all
    /// One row after another in a fresh random order each epoch; the last batch may be smaller
    /// (CS229, algorithm 2).
    case batches(Int)
    /// A row drawn at random each step, whatever was drawn before (CS229, algorithm 1).
    case single
  }

  package let order: Order
  package let rows: Int
  /// The rows that stand for the data: drawn with replacement for bagging.
  private var population: [Int]?
  private var permutation: [Int] = []
  private var position = 0

  package init(_ order: Order, rows: Int) {
    self.order = order
    self.rows = rows
  }

  /// How many rows a step sees at most.
  package var batch: Int {
    switch order {
    case .all: rows
    case .batches(let size): min(size, rows)
    case .single: 1
    }
  }

  /// How many steps see every row once.
  package var stepsOfEpoch: Int {
    batch == 0 ? 1 : (rows + batch - 1) / batch
  }

  /// How many rows the last batch of an epoch has, where they are fewer.
  package var smallerBatch: Int? {
    guard case .batches = order, rows % batch != 0 else { return nil }
    return rows % batch
  }

  /// Draws as many rows as there are, with replacement: the data that a bag of models differs by.
  package mutating func resample(_ random: inout RandomState) {
    population = (0..<rows).map { _ in random.integer(in: 0..<rows) }
  }

  /// Whether the next step draws random numbers.
  var draws: Bool {
    switch order {
    case .all: false
    case .single: true
    case .batches: position == permutation.count
    }
  }

  /// Whether rows must be put in place: not for all rows as they are or as they stand already.
  var gathers: Bool { order != .all || population != nil && position == 0 }

  /// Hands on the rows of the next step.
  mutating func next(
    _ random: inout RandomState, _ body: (UnsafeBufferPointer<Int>) -> Void
  ) {
    switch order {
    case .all:
      let everything = population ?? Array(0..<rows)
      everything.withUnsafeBufferPointer(body)
      position = rows
    case .single:
      var row = random.integer(in: 0..<rows)
      if let population { row = population[row] }
      withUnsafePointer(to: row) { body(UnsafeBufferPointer(start: $0, count: 1)) }
    case .batches(let size):
      if position == permutation.count {
        permutation = random.permutation(rows)
        if let population {
          for index in permutation.indices { permutation[index] = population[permutation[index]] }
        }
        position = 0
      }
      let end = min(position + size, rows)
      permutation.withUnsafeBufferPointer {
        body(UnsafeBufferPointer(rebasing: $0[position..<end]))
      }
      position = end
    }
  }
}
