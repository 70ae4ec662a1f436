import Tensors

extension BuiltInDataset {
  package static let xor = BuiltInDataset(
    "xor", .generated(XOR.draw),
    options: [
      DatasetOption("points", .count(1...100_000), or: 1, "points at each of the four corners"),
      DatasetOption("noise", .deviation, or: 0, "standard deviation of the points around them"),
    ],
    summary: "Exclusive or: y is 1 where exactly one of two bits is. No line parts the classes.",
    source: "made up, after M. Minsky and S. Papert, Perceptrons, 1969")
}

/// The corners of the unit square, labelled by whether their coordinates differ.
private enum XOR {
  static let corners: [(Double, Double)] = [(0, 0), (0, 1), (1, 0), (1, 1)]

  /// Corner by corner; the noise is `noise * randn(4 * points, 2)`, and none is drawn for 0.
  static func draw(
    _ options: DatasetOptions, _ draws: inout BuiltInDataset.Draws
  ) throws(Interrupted) -> LoadedTable {
    let (points, noise) = (options.count("points"), options.number("noise"))
    var features: [Double] = []
    var labels: [Double] = []
    for corner in corners {
      for _ in 0..<points {
        features += [corner.0, corner.1]
        labels.append(corner.0 == corner.1 ? 0 : 1)
      }
    }
    if noise > 0 {
      for (index, number) in try draws.normal(features.count).enumerated() {
        features[index] += noise * number
      }
    }
    return LoadedTable(
      features: Tensor(shape: Shape([4 * points, 2]), values: features),
      target: Tensor(vector: labels), featureNames: ["first bit", "second bit"],
      targetName: "exclusive or", classNames: [])
  }
}
