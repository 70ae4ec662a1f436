import Plots

/// Histograms, alone and many together, and their edges.
enum HistogramExhibits {
  static let all: [Exhibit] = [
    Exhibit(
      "histogram",
      Histogram(
        "e", facts: "1000 numbers, mean 0.02, sd 0.99",
        bins: bins([-3, -2, -1, 0, 1, 2, 3], [21, 140, 341, 338, 139, 21]))),
    Exhibit(
      "histogram-with-others",
      Histogram(
        "g", bins: bins([-0.2, -0.1, 0, 0.1, 0.2], [3, 0, 1, 4]),
        others: [
          ("-inf", 1), ("below -0.2", 12), ("above 0.2", 3), ("inf", 2), ("nan", 40),
        ])),
    Exhibit(
      "histogram-of-labels",
      Histogram(
        "y", facts: "7 numbers", bins: bins([0, 1, 2, 3], [2, 0, 5]),
        isOfWholeNumbers: true)),
    Exhibit(
      "histogram-of-decades",
      Histogram(
        "dW", bins: bins([-1, -1e-3, -1e-6, 1e-6, 1e-3, 1], [12, 40_000, 1_000_000, 39_870, 1]))),
    Exhibit(
      "histogram-of-one-number",
      Histogram("c", facts: "1 number", bins: [Histogram.Bin(low: 1e300, high: 3e300, count: 1)])),
    Exhibit(
      "histogram-empty",
      Histogram("empty", bins: [Histogram.Bin(low: 0, high: 1, count: 0)], others: [("nan", 0)])),
    Exhibit("multiples", Multiples("2 layers × 4 units, tanh", scale: tanh, [small, xavier])),
    Exhibit(
      "multiples-side-by-side",
      Multiples("2 layers × 4 units, tanh", scale: tanh, [small, xavier]),
      width: 80),
    Exhibit(
      "multiples-outside",
      Multiples(
        "3 layers, relu",
        scale: Multiples.BinScale("h", bins: 60, low: "0", high: "3"),
        [
          Multiples.Panel(
            "large: W ~ N(0, 1)", columns: ["mean", "sd", "dead"],
            rows: (1...3).map { layer in
              Multiples.Row(
                "\(layer)", numbers: ["\(4 * layer)", "1e\(layer)", "0%"],
                counts: Multiples.Counts(
                  bins: (0..<60).map { $0 < 20 / layer ? 10 : 1 }, below: layer - 1,
                  above: 1000 * layer))
            }, verdict: ["activations explode: sd grows by 10 a layer"])
        ], notes: ["two layers have numbers below"])),
    Exhibit(
      "multiples-empty",
      Multiples(
        "nothing", scale: Multiples.BinScale("h", bins: 60, low: "-1", high: "1"),
        [
          Multiples.Panel(
            "", columns: ["sd"],
            rows: [Multiples.Row("1", numbers: ["nan"], counts: counts { _ in 0 })])
        ])),
    Exhibit(
      "histogram-column",
      PlotColumn([
        Histogram("a", bins: bins([0, 1, 2], [1, 2])), Histogram("b", bins: bins([0, 2], [9])),
      ]
      )),
  ]

  private static func bins(_ edges: [Double], _ counts: [Int]) -> [Histogram.Bin] {
    counts.indices.map { Histogram.Bin(low: edges[$0], high: edges[$0 + 1], count: counts[$0]) }
  }

  private static func counts(_ count: (Int) -> Int) -> Multiples.Counts {
    Multiples.Counts(bins: (0..<60).map(count))
  }

  private static let tanh = Multiples.BinScale("h", bins: 60, low: "-1", middle: "0", high: "1")

  private static let small = Multiples.Panel(
    "small: W ~ 0.01·N(0, 1)", columns: ["mean", "sd", "sat"],
    rows: [
      Multiples.Row(
        "1", numbers: ["0.0001", "0.0984", "0%"],
        counts: counts { 40 - 3 * min(abs($0 - 30), 13) }),
      Multiples.Row(
        "10", numbers: ["1e-12", "9.8e-11", "0%"], counts: counts { $0 == 30 ? 7 : 0 }),
    ],
    verdict: [
      "activations vanish: sd falls by 10 a layer", "gradients vanish: sd falls by 10 a layer back",
    ])

  private static let xavier = Multiples.Panel(
    "xavier: Var W = 2/(n_in + n_out)", columns: ["mean", "sd", "sat"],
    rows: [
      Multiples.Row(
        "1", numbers: ["0.002", "0.63", "3%"], counts: counts { 60 - abs($0 - 30) }),
      Multiples.Row("10", numbers: ["-0.01", "0.22", "0%"], counts: counts { 30 - abs($0 - 30) }),
    ], verdict: ["activations and gradients survive"])
}
