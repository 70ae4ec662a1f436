import Plots
import StyledText
import Testing

/// Pictures of more than anybody can see: they are drawn small and say so.
@Suite("Large pictures")
struct LargePictureTests {
  private static let side = 1000

  @Test("a million numbers become a map that says what its cells are")
  func heatMap() {
    let values = (0..<Self.side * Self.side).map { Double($0 / Self.side + $0 % Self.side) }
    let map = HeatMap("million", rows: Self.side, columns: Self.side, values)
    let lines = map.lines(PlotStyle(width: 72, height: 16)).map(\.plain)
    #expect(lines.count == 3 + 16 + 1)
    #expect(lines.last == "each cell the mean of 63×15")
    #expect(map.svg.text.utf8.count < 1_000_000)
    #expect(
      map.words == [
        "million: 1000×1000, least 0 in row 0, column 0, greatest 1998 in row 999, column 999, "
          + "mean 999."
      ])
  }

  @Test("a million points become as many signs as there are cells")
  func points() {
    let series = Chart.Series(
      "grid", x: (0..<Self.side * Self.side).map { Double($0 % Self.side) },
      y: (0..<Self.side * Self.side).map { Double($0 / Self.side) })
    let chart = Chart("grid", [.points(series)])
    let lines = chart.lines(PlotStyle(width: 72, height: 16)).map(\.plain)
    #expect(lines.joined().filter { $0 == "o" }.count > 60 * 14)
    #expect(chart.svg.text.utf8.count < 2_000_000)
  }
}
