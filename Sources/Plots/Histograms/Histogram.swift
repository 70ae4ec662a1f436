internal import Glibc
package import StyledText

/// How numbers are spread: a row for each bin with its count and a bar, and rows for what lies
/// outside or is no number.
///
/// ```
/// [-2, -1)   3 ████▌
/// [-1, 0)    9 █████████████▌
/// [0, 1]     4 ██████
/// nan        1 █▌
/// ```
package struct Histogram: Plot {
  package var title: String
  /// What a reader should know beside the bars: how many numbers, their mean.
  package var facts: String
  /// From the least to the greatest.
  package var bins: [Bin]
  /// Whether each bin stands for the whole number it begins with.
  package var isOfWholeNumbers: Bool
  /// What falls into no bin: its name and how many there are.
  package var others: [(name: String, count: Int)]

  /// Numbers from `low` on and below `high`; of the last bin up to `high`.
  package struct Bin: Sendable, Equatable {
    package var low: Double
    package var high: Double
    package var count: Int

    package init(low: Double, high: Double, count: Int) {
      self.low = low
      self.high = high
      self.count = count
    }
  }

  package init(
    _ title: String, facts: String = "", bins: [Bin], isOfWholeNumbers: Bool = false,
    others: [(name: String, count: Int)] = []
  ) {
    self.title = title
    self.facts = facts
    self.bins = bins
    self.isOfWholeNumbers = isOfWholeNumbers
    self.others = others.filter { $0.count > 0 }
  }

  /// A bin or one of the others, as a row.
  struct Row {
    let label: String
    let count: Int
    let isBin: Bool
  }

  var rows: [Row] {
    let first = others.filter { Histogram.isBefore($0.name) }
    let last = others.filter { !Histogram.isBefore($0.name) }
    return first.map { Row(label: $0.name, count: $0.count, isBin: false) }
      + zip(labels, bins).map { Row(label: $0, count: $1.count, isBin: true) }
      + last.map { Row(label: $0.name, count: $0.count, isBin: false) }
  }

  /// Whether what has no bin stands above the bins.
  private static func isBefore(_ name: String) -> Bool {
    name.hasPrefix("-") || name.hasPrefix("below")
  }

  var most: Int { max(rows.map(\.count).max() ?? 0, 1) }

  /// `[0, 0.5)`, or the whole number of each bin.
  private var labels: [String] {
    if isOfWholeNumbers { return bins.map { NumberText.significant($0.low) } }
    let texts = edgeTexts
    return bins.indices.map { index in
      "[\(texts[index]), \(texts[index + 1])\(index == bins.count - 1 ? "]" : ")")"
    }
  }

  private var edgeTexts: [String] { BinText.edges(bins.map(\.low) + [bins.last?.high ?? 0]) }
}

/// The ends of bins as texts that tell them apart.
enum BinText {
  static func edges(_ edges: [Double]) -> [String] {
    for digits in 3...17 {
      let texts = edges.map { text($0, digits: digits) }
      let isExact = zip(texts, edges).allSatisfy { Double($0) == $1 }
      if isExact || digits >= 6 && Set(texts).count == edges.count { return texts }
    }
    return edges.map { NumberText.exact($0) }
  }

  /// Numbers of many zeros as powers: `1e6`, `2.5e-4`.
  private static func text(_ number: Double, digits: Int) -> String {
    let plain = NumberText.significant(number, digits: digits)
    let size = number.magnitude
    guard size >= 1e5 || size < 1e-3 && size > 0, size.isFinite else { return plain }
    let exponent = Int(log10(size).rounded(.down))
    let mantissa = NumberText.significant(number / pow(10, Double(exponent)), digits: digits)
    let short = "\(mantissa)e\(exponent)"
    return short.count < plain.count && Double(short) == Double(plain) ? short : plain
  }
}

extension Histogram {
  package func drawn(_ style: PlotStyle) -> [StyledText] {
    var lines: [StyledText] = []
    if !title.isEmpty {
      let head = StyledText(title, .heading)
      let whole = head + StyledText(facts.isEmpty ? "" : "   " + facts, .faint)
      lines += whole.width <= style.width ? [whole] : [head.truncated(to: style.width)]
      if whole.width > style.width { lines += StyledText(facts, .faint).wrapped(to: style.width) }
    } else if !facts.isEmpty {
      lines += StyledText(facts, .faint).wrapped(to: style.width)
    }
    let rows = rows
    if rows.isEmpty { return lines + [StyledText("no numbers to show", .faint)] }
    let counts = rows.map { "\($0.count)" }
    let countWidth = counts.map(\.count).max() ?? 0
    // A bar that cannot be seen is no bar: labels give way to it.
    let room = max(style.width - countWidth - 2 - Histogram.shortestBar, 0)
    var labels = rows.map(\.label)
    if labels.contains(where: { DisplayWidth.of($0) > room }) {
      // Where a bin begins says enough.
      var texts = edgeTexts[...]
      labels = rows.map { $0.isBin ? texts.popFirst() ?? "" : $0.label }
    }
    let labelWidth = min(labels.map { DisplayWidth.of($0) }.max() ?? 0, room)
    let barWidth = max(style.width - labelWidth - countWidth - 2, 1)
    for (index, row) in rows.enumerated() {
      let label = StyledText(labels[index], row.isBin ? nil : .warning)
      let number = StyledText(counts[index], .number).padded(to: countWidth, .trailing)
      let bar = Blocks.bar(row.count, of: most, width: barWidth)
      var line = label.truncated(to: labelWidth).padded(to: labelWidth) + " " + number
      if !bar.isEmpty { line += " " + StyledText(bar, row.isBin ? .series(0) : .warning) }
      lines.append(line.truncated(to: style.width))
    }
    return lines
  }

  private static let shortestBar = 6

  package var words: [String] {
    let heading = title.isEmpty ? [] : ["\(title)" + (facts.isEmpty ? "." : ": \(facts).")]
    let total = rows.reduce(0) { $0 + $1.count }
    guard total > 0 else { return heading + ["no numbers to show."] }
    return heading
      + rows.filter { $0.count > 0 || $0.isBin }.map { row in
        "\(row.label): \(row.count), \(ShareText.percent(row.count, of: total))."
      }
  }

  package var svg: SVG {
    let rows = rows
    let labelWidth = 7.5 * Double(rows.map { DisplayWidth.of($0.label) }.max() ?? 0) + 24
    let left = min(labelWidth, 260)
    var svg = SVG(width: 640, height: 64 + 20 * Double(rows.count), title: title, words: words)
    svg.text(title, x: 16, y: 24, size: 15, isBold: true)
    svg.text(facts, x: 16, y: 42, size: 11, .faint)
    for (index, row) in rows.enumerated() {
      let y = 52 + 20 * Double(index)
      let length = (640 - left - 90) * Double(row.count) / Double(most)
      svg.text(row.label, x: left - 8, y: y + 13, .end, .faint)
      svg.rectangle(
        x: left, y: y + 1, width: length, height: 17, .shade(.series(row.isBin ? 0 : 1)),
        isCrisp: true)
      svg.text("\(row.count)", x: left + length + 6, y: y + 13, .start, size: 11)
    }
    return svg
  }
}
