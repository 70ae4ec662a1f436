import Plots

/// Points with their classes, as marks of a chart.
struct ClassedPoints {
  let x: [Double]
  let y: [Double]

  /// A series for each class, also for those without points: signs and colours follow their order.
  func series(_ names: [String], _ classes: [Int]) -> [Chart.Series] {
    var series = names.map { Chart.Series($0, x: [], y: []) }
    for (index, own) in classes.enumerated() {
      series[own].x.append(x[index])
      series[own].y.append(y[index])
    }
    return series
  }
}
