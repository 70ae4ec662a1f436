import StyledText
import Testing

@testable import Plots

/// Numbers as shades, tables as means of blocks.
@Suite("Shades")
struct ShadesTests {
  @Test(
    "numbers of both signs are shown around zero, others from least to greatest",
    arguments: [
      (-2.0...4.0, -2.0, Shade.diverging(65)), (-2...4, 0, .diverging(128)),
      (-2...4, 4, .diverging(255)), (-2...4, 9, .diverging(255)), (1...3, 1, .sequential(0)),
      (1...3, 2, .sequential(128)), (1...3, 3, .sequential(255)), (-3 ... -1, -1, .sequential(255)),
    ])
  func shade(range: ClosedRange<Double>, number: Double, shade: Shade) {
    #expect(ShadeScale(range).shade(of: number) == shade)
  }

  @Test("what is not finite has no shade", arguments: [Double.nan, .infinity, -.infinity])
  func special(number: Double) {
    #expect(ShadeScale(0...1).shade(of: number) == nil)
    #expect(ShadeScale(0...1).sign(of: number, .ascii) == nil)
  }

  @Test("a range as wide as numbers are does not overflow, one as narrow does not vanish")
  func extremes() {
    let (most, least) = (Double.greatestFiniteMagnitude, Double.leastNonzeroMagnitude)
    for end in [most, least] {
      let scale = ShadeScale(-end...end)
      #expect(scale.place(of: 0) == 0.5)
      #expect(scale.shade(of: end) == .diverging(255))
    }
    #expect(ShadeScale(0...least).place(of: 0) == 0)
    #expect(ShadeScale(0...least).place(of: least) == 1)
    #expect(ShadeScale(0...least).place(of: most) == 1)
    #expect(ShadeScale(-least...0).shade(of: -most) == .sequential(0))
  }

  @Test("signs grow denser with the number")
  func signs() {
    let scale = ShadeScale(0...9)
    #expect(String((0...9).map { scale.sign(of: Double($0), .ascii) ?? "?" }) == " .:-=+*#%@")
    #expect(scale.sign(of: 9, .unicode) == "█")
  }

  @Test("blocks become the means of what is finite in them")
  func means() {
    let cells = CellMeans(
      [1, 3, .nan, 5, 5, 7, .infinity, 9], rows: 2, columns: 4, mostRows: 1, mostColumns: 2)
    #expect((cells.rows, cells.columns) == (1, 2))
    #expect(cells.values == [4, 7])
    #expect(cells.note == "each cell the mean of 2×2")
  }

  @Test("means of the greatest numbers do not overflow")
  func huge() {
    let cells = CellMeans(
      [1.7e308, 1.7e308, -1.7e308, 1.7e308], rows: 1, columns: 4, mostRows: 1, mostColumns: 1)
    #expect(cells.values[0].isFinite)
  }

  @Test("the class of a place is that of the nearest cell")
  func classes() {
    let field = ClassField(
      FieldGrid(x: 0...2, y: 0...2, columns: 2, rows: 2), classes: [0, 1, 2, 3])
    #expect(field.at(Place(x: 0.1, y: 0.1)) == 0)
    #expect(field.at(Place(x: 0.9, y: 0.1)) == 1)
    #expect(field.at(Place(x: 0.1, y: 1)) == 2)
    #expect(field.at(Place(x: 1.5, y: 7)) == 3)
    #expect(field.grid.middle(3) == (1.5, 1.5))
  }
}
