import Glibc
import Tensors

extension BuiltInDataset {
  package static let spiral = BuiltInDataset(
    "spiral", .generated(Spiral.draw),
    options: [
      DatasetOption("points", .count(1...100_000), or: 100, "points of each arm"),
      DatasetOption("classes", .count(1...20), or: 3, "how many arms"),
      DatasetOption("noise", .deviation, or: 0.2, "standard deviation of the angles, in radians"),
    ],
    summary: "Points on arms that wind around each other, one class an arm: no straight lines "
      + "part them.",
    source: "made up, as in Stanford CS231n, Putting it together: minimal neural network case study"
  )
}

/// Arms of a spiral, with the numbers of the course's NumPy script.
///
///     r = linspace(0, 1, points)
///     t = linspace(4 j, 4 (j + 1), points) + noise * randn(points)
///     x = (r sin t, r cos t)
///
/// for each class j in turn, so that what is drawn afterwards continues NumPy's stream as well.
private enum Spiral {
  static func draw(
    _ options: DatasetOptions, _ draws: inout BuiltInDataset.Draws
  ) throws(Interrupted) -> LoadedTable {
    let (points, classes) = (options.count("points"), options.count("classes"))
    let noise = options.number("noise")
    var features: [Double] = []
    var labels: [Double] = []
    features.reserveCapacity(2 * points * classes)
    labels.reserveCapacity(points * classes)
    for arm in 0..<classes {
      let radii = evenly(from: 0, to: 1, points)
      let angles = evenly(from: Double(4 * arm), to: Double(4 * (arm + 1)), points)
      for (index, number) in try draws.normal(points).enumerated() {
        let angle = angles[index] + number * noise
        features += [radii[index] * sin(angle), radii[index] * cos(angle)]
        labels.append(Double(arm))
      }
    }
    return LoadedTable(
      features: Tensor(shape: Shape([points * classes, 2]), values: features),
      target: Tensor(vector: labels), featureNames: ["x", "y"], targetName: "arm",
      classNames: [])
  }

  /// NumPy's `linspace`, with its rounding.
  private static func evenly(from first: Double, to last: Double, _ count: Int) -> [Double] {
    guard count > 1 else { return [first] }
    let step = (last - first) / Double(count - 1)
    return (0..<count - 1).map { Double($0) * step + first } + [last]
  }
}
