@testable import Plots
import Testing

@Suite("Ticks")
struct TicksTests {
  @Test(
    "are the round numbers a person would mark",
    arguments: [
      (-5.0...5, 6, ["-5.0", "-2.5", "0.0", "2.5", "5.0"]),
      (0...1, 5, ["0.00", "0.25", "0.50", "0.75", "1.00"]),
      (0...100, 6, ["0", "20", "40", "60", "80", "100"]),
      (0...3e-9, 4, ["0", "1e-9", "2e-9", "3e-9"]),
    ])
  func linear(range: ClosedRange<Double>, count: Int, texts: [String]) {
    #expect(Ticks.on(Scale(.linear, range), count: count).map(\.text) == texts)
  }

  @Test(
    "of whole numbers are whole, at both ends where there is room for no more",
    arguments: [1.0...4, 1...9, 1...30, 0...163, 0.5...1.5, -1...1, 1...50_000])
  func whole(range: ClosedRange<Double>) {
    for count in [2, 3, 5, 9] {
      for isNarrow in [false, true] {
        let ticks = Ticks.on(
          Scale(.linear, range), count: count, isNarrow: isNarrow, isWhole: true)
        #expect(ticks.count > (range.upperBound == 1.5 ? 0 : 1), "\(range), \(count)")
        #expect(ticks.allSatisfy { $0.number == $0.number.rounded() && range.contains($0.number) })
      }
    }
  }

  @Test("are left out evenly where there is no room for all")
  func evenly() {
    let texts = (0..<7).map { (text: "1000\($0)", column: $0 * 5) }
    var line = TickLine(columns: 40)
    #expect(line.write(texts, evenly: true) == [0, 10, 20, 30])
    var narrow = TickLine(columns: 3)
    #expect(narrow.write(texts, evenly: true).isEmpty && narrow.text.isEmpty)
    var all = TickLine(columns: 40)
    #expect(all.write(texts, evenly: false) == [0, 10, 20, 30])
    #expect(all.write([], evenly: true).isEmpty)
  }

  @Test(
    "on a logarithmic axis are powers of ten",
    arguments: [
      (0.001...1000, 4, ["0.01", "1", "100"]),
      (1e-300...1e300, 3, ["1e-200", "1", "1e200"]),
      (1...10, 5, ["1", "2", "5", "10"]),
    ])
  func logarithmic(range: ClosedRange<Double>, count: Int, texts: [String]) {
    #expect(Ticks.on(Scale(.log, range), count: count).map(\.text) == texts)
  }

  @Test(
    "lie in the range, in order, at least two, and read back as their numbers",
    arguments: [
      -1e308...1e308, -5...5, 0...1e-300, 1...1.0000001, -3e-5...7e5, 123456...123457, 1e15...2e15,
      -0.1...0.7, 0...Double.leastNormalMagnitude, 0...1e308, 0.5...1.5, 0.95...1.05, 13.6...15.9,
      18.134...19.33, 229526.2...230599.35, 2256037...3455535, 1e300...1.0001e300,
    ], [2, 3, 5, 9, 20])
  func sane(range: ClosedRange<Double>, count: Int) throws {
    let scale = Scale(.linear, range)
    for isNarrow in [false, true] {
      let ticks = Ticks.on(scale, count: count, isNarrow: isNarrow)
      #expect(ticks.count >= 2 && ticks.count <= 3 * count)
      for (tick, next) in zip(ticks, ticks.dropFirst()) { #expect(tick.number < next.number) }
      #expect(Set(ticks.map(\.text)).count == ticks.count)
      for tick in ticks {
        let place = try #require(scale.place(of: tick.number))
        #expect(place > -1e-6 && place < 1 + 1e-6)
        let read = try #require(Double(tick.text))
        #expect(abs((scale.place(of: read) ?? -1) - place) < 0.01)
      }
    }
  }

  @Test(
    "on an axis that counts are whole numbers of the range",
    arguments: [
      (0.5...1.5, 6, ["1"]), (0...2, 20, ["0", "1", "2"]), (0.9...2.1, 12, ["1", "2"]),
      (0.2...0.8, 6, []), (0...1, 6, ["0", "1"]),
      (0...100, 6, ["0", "20", "40", "60", "80", "100"]),
      (0...1e-9, 6, ["0"]), (2e7...2e7 + 1, 6, ["2.0000000e7", "2.0000001e7"]),
    ] as [(ClosedRange<Double>, Int, [String])])
  func whole(range: ClosedRange<Double>, count: Int, texts: [String]) {
    for isNarrow in [false, true] {
      let ticks = Ticks.on(
        Scale(.linear, range), count: count, isNarrow: isNarrow, isWhole: true, reach: 0)
      #expect(ticks.map(\.text) == texts, "narrow: \(isNarrow)")
    }
  }

  @Test(
    "are numbers that there are, up to the greatest",
    arguments: [
      Scale(.linear, 1.6e308...1.79e308), Scale(.linear, -1.79e308 ... -1.6e308),
      Scale(.log, 1e300...Double.greatestFiniteMagnitude),
      Scale(.log, Double.leastNonzeroMagnitude...1),
    ])
  func ends(scale: Scale) {
    for tick in Ticks.on(scale, count: 6, reach: 0.12) {
      #expect(scale.place(of: tick.number) != nil, "\(tick)")
    }
  }

  @Test("a scale gives every number between its ends a place and takes it back")
  func scale() throws {
    for scale in [Scale(.linear, -1e308...1e308), Scale(.linear, 2...3), Scale(.log, 1e-9...1e9)] {
      for place in [0, 0.25, 0.5, 1] {
        let number = scale.number(at: place)
        #expect(abs(try #require(scale.place(of: number)) - place) < 1e-12)
      }
    }
    #expect(Scale(.log, 1...10).place(of: 0) == nil)
    #expect(Scale(.linear, 0...1).place(of: .nan) == nil)
    #expect(Scale(.linear, 4...4).place(of: 4) == 0.5)
    #expect(Scale(.linear, 0...0).place(of: 0) == 0.5)
  }
}
