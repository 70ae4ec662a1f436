import Tensors

extension BuiltInDataset {
  package static let housing = BuiltInDataset(
    "housing", .generated(Housing.draw),
    options: [
      DatasetOption("points", .count(1...100_000), or: 50, "how many houses"),
      DatasetOption(
        "features", .choice([1, 4]), or: 1,
        "1 for the living area alone, 4 for bedrooms, district and wealth as well"),
      DatasetOption("noise", .deviation, or: 0.3, "standard deviation of the prices"),
    ],
    summary: "Made-up houses: the price in 100,000 dollars is zero up to a kink and then grows "
      + "with the living area in 1000 square feet.",
    source: "made up after CS229, chapter 7: figure 7.1, and figure 7.2 for four features")
}

/// Prices that a single neuron can fit, or three neurons behind one another's sum.
///
/// With one feature, for sizes drawn evenly from 0.5 to 4.5 (CS229 (7.11), figure 7.1):
///
///     price = max(2.4 size - 3 + noise, 0)
///
/// With four (figure 7.2), bedrooms 1 to 5, district 0 (centre) to 9 (edge), wealth 0 to 1:
///
///     family = max(size + 0.5 bedrooms - 1.5, 0)
///     walkable = max(2 - 0.4 district, 0)
///     school = max(3 wealth - 0.3 district + 0.3, 0)
///     price = max(1.2 family + 0.8 walkable + 1.5 school - 1 + noise, 0)
private enum Housing {
  static let names = ["living area", "bedrooms", "district", "wealth"]

  static func draw(
    _ options: DatasetOptions, _ draws: inout BuiltInDataset.Draws
  ) throws(Interrupted) -> LoadedTable {
    let (points, width) = (options.count("points"), options.count("features"))
    var features: [Double] = []
    var prices: [Double] = []
    for house in 0..<points {
      if house % 65_536 == 0 { try draws.interruption.check() }
      let size = draws.random.uniform(0.5, 4.5)
      var price = 2.4 * size - 3
      features.append(size)
      if width == 4 {
        let bedrooms = Double(draws.random.integer(in: 1..<6))
        let district = Double(draws.random.integer(in: 0..<10))
        let wealth = draws.random.uniform()
        features += [bedrooms, district, wealth]
        let family = max(size + 0.5 * bedrooms - 1.5, 0)
        let walkable = max(2 - 0.4 * district, 0)
        let school = max(3 * wealth - 0.3 * district + 0.3, 0)
        price = 1.2 * family + 0.8 * walkable + 1.5 * school - 1
      }
      prices.append(max(price + options.number("noise") * draws.random.normal(), 0))
    }
    return LoadedTable(
      features: Tensor(shape: Shape([points, width]), values: features),
      target: Tensor(vector: prices), featureNames: Array(names.prefix(width)),
      targetName: "price", classNames: [])
  }
}
