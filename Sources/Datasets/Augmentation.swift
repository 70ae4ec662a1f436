package import Tensors

/// Random changes of examples that leave their meaning as it is.
package struct Augmentation: Sendable, Equatable {
  /// Height and width of an image.
  package struct Size: Sendable, Equatable {
    package let height: Int
    package let width: Int

    package init(height: Int, width: Int) {
      self.height = height
      self.width = width
    }

    /// The size of the images in a tensor: its last two axes, or a row that is a square or has the
    /// height and width that were said; nil if they do not fit.
    package init?(of shape: Shape, height: Int?, width: Int?) {
      if shape.rank > 2 {
        self.init(height: shape[shape.rank - 2], width: shape[shape.rank - 1])
        guard height ?? self.height == self.height, width ?? self.width == self.width else {
          return nil
        }
      } else {
        guard shape.rank == 2, shape[1] > 0 else { return nil }
        let pixels = shape[1]
        let side = Int(Double(pixels).squareRoot())
        let rows = height ?? width.map { pixels / $0 } ?? side
        let columns = width ?? pixels / max(rows, 1)
        guard rows.multipliedReportingOverflow(by: columns) == (pixels, false) else { return nil }
        // Without a word, only a square is clear.
        guard height != nil || width != nil || rows == columns else { return nil }
        self.init(height: rows, width: columns)
      }
    }
  }

  /// Standard deviation of what is added to every entry.
  package let noise: Double
  /// The most pixels that an image moves along each axis.
  package let shift: Int
  /// Whether an image is mirrored with probability 1/2.
  package let flips: Bool

  package init(noise: Double = 0, shift: Int = 0, flips: Bool = false) {
    self.noise = noise
    self.shift = shift
    self.flips = flips
  }

  package var movesPixels: Bool { shift > 0 || flips }
  package var changesSomething: Bool { noise > 0 || movesPixels }

  /// A tensor's rows, then copies of them, changed or as they are.
  ///
  /// For each copy of all rows, row by row: whether it is mirrored (`rand()`), how far it moves down
  /// and right (`randint(-shift, shift + 1)`), then the noise (`noise * randn(...)`); what does not
  /// apply is not drawn. The channels of an image move together.
  package func appended(
    _ copies: Int, to tensor: Tensor, size: Size, isChanged: Bool, _ random: inout RandomState,
    interruption: Interruption = .never
  ) throws(Interrupted) -> Tensor {
    let rows = tensor.shape[0]
    let width = tensor.shape.dimensions.dropFirst().reduce(1, *)
    var values = tensor.values
    values.reserveCapacity(values.count * (copies + 1))
    var state = random
    for _ in 0..<copies {
      for row in 0..<rows {
        if row % 1024 == 0 { try interruption.check() }
        let original = tensor.values[row * width..<(row + 1) * width]
        if isChanged { append(original, size, to: &values, &state) } else { values += original }
      }
    }
    random = state
    return Tensor(
      shape: Shape([rows * (copies + 1)] + tensor.shape.dimensions.dropFirst()), values: values)
  }

  /// Appends one changed row.
  private func append(
    _ row: ArraySlice<Double>, _ size: Size, to values: inout [Double],
    _ random: inout RandomState
  ) {
    let start = values.count
    if movesPixels {
      let isMirrored = flips && random.bernoulli(0.5)
      let down = shift > 0 ? random.integer(in: -shift..<shift + 1) : 0
      let right = shift > 0 ? random.integer(in: -shift..<shift + 1) : 0
      let area = size.height * size.width
      for image in stride(from: row.startIndex, to: row.endIndex, by: max(area, 1)) {
        for y in 0..<size.height {
          for x in 0..<size.width {
            let (fromY, moved) = (y - down, x - right)
            let isInside =
              (0..<size.height).contains(fromY) && (0..<size.width).contains(moved)
            let fromX = isMirrored ? size.width - 1 - moved : moved
            values.append(isInside ? row[image + fromY * size.width + fromX] : 0)
          }
        }
      }
    } else {
      values += row
    }
    guard noise > 0 else { return }
    for place in start..<values.count { values[place] += noise * random.normal() }
  }
}
