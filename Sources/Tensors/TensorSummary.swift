internal import CKernels

/// The finite entries of a tensor at a glance.
package struct TensorSummary: Sendable, Equatable {
  /// How many entries are finite.
  package private(set) var count = 0
  package private(set) var mean = 0.0
  package private(set) var smallest = Double.infinity
  package private(set) var largest = -Double.infinity
  private var squares = 0.0

  /// The root of the mean squared distance from the mean.
  package var deviation: Double { (squares / Double(max(count, 1))).squareRoot() }

  /// Entries that are read twice in a row, for the mean and the distances from it.
  private static let block = 4096

  /// Reads the memory once, a block at a time; blocks are joined as by Chan, Golub and LeVeque (1979).
  package init(of tensor: Tensor, interruption: Interruption = .never) throws(Interrupted) {
    var stopped: Interrupted?
    tensor.values.withUnsafeBufferPointer { values in
      guard let start = values.baseAddress else { return }
      let level = ck_best_level()
      for first in stride(from: 0, to: values.count, by: TensorSummary.block) {
        if first & 0xF_FFFF == 0, interruption.isRequested {
          stopped = Interrupted()
          return
        }
        let some = min(TensorSummary.block, values.count - first)
        add(ck_summarise(level, some, start + first))
      }
    }
    if let stopped { throw stopped }
  }

  private mutating func add(_ block: ck_summary) {
    if block.count == 0 { return }
    let (own, all) = (Double(count), Double(count) + block.count)
    let distance = block.mean - mean
    if count == 0 {
      mean = block.mean
      squares = block.squares
    } else {
      mean += distance * (block.count / all)
      squares += block.squares + distance * distance * (own * block.count / all)
    }
    count += Int(block.count)
    smallest = min(smallest, block.smallest)
    largest = max(largest, block.largest)
  }
}
