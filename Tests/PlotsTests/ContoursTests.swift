import Testing

@testable import Plots

/// Lines of equal value: where they run, how they are joined, which levels they have.
@Suite("Contours")
struct ContoursTests {
  private static func field(
    _ columns: Int, _ rows: Int, x: ClosedRange<Double> = -1...1, y: ClosedRange<Double> = -1...1,
    _ function: (Double, Double) -> Double
  ) -> NumberField {
    NumberField(
      x: x, y: y, columns: columns, rows: rows,
      NumberField.steps(y, rows).flatMap { y in
        NumberField.steps(x, columns).map { function($0, y) }
      })
  }

  @Test("a circle is one closed line at its radius", arguments: [0.2, 0.5, 0.9])
  func circle(radius: Double) throws {
    let field = Self.field(81, 61) { x, y in x * x + y * y }
    let lines = Contours.lines(field, at: radius * radius)
    let line = try #require(lines.first)
    #expect(lines.count == 1)
    #expect(line.first == line.last)
    for place in line {
      let (x, y) = (2 * place.x - 1, 2 * place.y - 1)
      #expect(abs((x * x + y * y).squareRoot() - radius) < 1e-3)
    }
  }

  @Test("a slope is one line from side to side")
  func slope() throws {
    let lines = Contours.lines(Self.field(5, 4) { x, _ in x }, at: 0.25)
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(line.count == 4)
    #expect(line.allSatisfy { abs($0.x - 0.625) < 1e-12 })
  }

  @Test("the value at a saddle decides which corners are joined", arguments: [0.4, 0.6])
  func saddle(level: Double) {
    // Two ones and two zeros across: the saddle between them is at 0.5.
    let field = NumberField(x: 0...1, y: 0...1, columns: 2, rows: 2, [1, 0, 0, 1])
    let lines = Contours.lines(field, at: level)
    #expect(lines.count == 2)
    // Below it the ones are joined and the zeros, lower right and upper left, are cut off.
    let cutsZeros = lines.contains { line in
      line.contains { $0.x > 0 && $0.y == 0 } && line.contains { $0.x == 1 }
    }
    #expect(cutsZeros == (level < 0.5))
  }

  @Test(
    "no line goes through a cell with a corner that is not finite",
    arguments: [
      Double.nan, .infinity, -.infinity,
    ])
  func gaps(special: Double) {
    let field = Self.field(9, 9) { x, y in x == 0 && y == 0 ? special : x }
    for line in Contours.lines(field, at: 0.05) {
      #expect(line.allSatisfy { abs($0.y - 0.5) > 0.1 })
    }
  }

  @Test(
    "numbers near the ends of what can be written have the same lines",
    arguments: [
      1e-300, 1, 1e300,
    ])
  func size(factor: Double) {
    let lines = Contours.lines(Self.field(21, 21) { x, y in x * y * factor }, at: 0.25 * factor)
    let usual = Contours.lines(Self.field(21, 21) { x, y in x * y }, at: 0.25)
    #expect(lines.map(\.count) == usual.map(\.count))
    for (one, other) in zip(lines.joined(), usual.joined()) {
      #expect(abs(one.x - other.x) + abs(one.y - other.y) < 1e-9)
    }
  }

  @Test("levels are equal steps apart, or equal ratios where numbers span decades")
  func levels() {
    let bowl = ContourMap(Self.field(41, 41) { x, y in x * x + y * y })
    let steps = zip(bowl.levels, bowl.levels.dropFirst()).map { $1 - $0 }
    #expect(steps.count > 2)
    #expect(steps.allSatisfy { abs($0 - steps[0]) < 1e-9 })
    let decades = ContourMap(
      Self.field(41, 41) { x, y in (x * x + y * y) * (x * x + y * y) * (x * x + y * y) })
    let ratios = zip(decades.levels, decades.levels.dropFirst()).map { $1 / $0 }
    #expect(ratios.count > 2)
    #expect(ratios.allSatisfy { $0 > 1.9 && $0 < 10.1 })
  }

  @Test("a constant and a field without numbers have no levels", arguments: [3, Double.nan])
  func empty(value: Double) {
    #expect(ContourMap(Self.field(5, 5) { _, _ in value }).levels.isEmpty)
  }

  @Test("one place that differs still gives lines")
  func outlier() {
    #expect(!ContourMap(Self.field(9, 9) { x, y in x == 0 && y == 0 ? 1 : 0 }).levels.isEmpty)
  }
}
