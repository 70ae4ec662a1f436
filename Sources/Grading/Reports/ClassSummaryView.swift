import Plots
import StyledText

/// A class as a whole, below its table.
struct ClassSummaryView {
  private let report: ClassReport
  private let summary: ClassSummary

  init(_ report: ClassReport) {
    self.report = report
    summary = report.summary
  }

  func lines() -> [StyledText] {
    let width = report.options.width
    return sentences().flatMap { $0.wrapped(to: width, indent: 2) }
      + groups().flatMap { $0.wrapped(to: width, indent: 4) } + scores()
  }

  private func sentences() -> [StyledText] {
    var sentences = [StyledText(opening)]
    if !summary.mistakes.isEmpty {
      let counts = summary.mistakes.prefix(ClassSummaryView.most).map {
        "\(SafeLine.of($0.title)) (\($0.students))"
      }
      let rest = summary.mistakes.count - counts.count
      sentences.append(
        StyledText(
          "common mistakes: " + counts.joined(separator: ", ")
            + (rest > 0 ? " and \(rest) more" : "")))
    }
    if !summary.faults.isEmpty {
      sentences.append(
        StyledText(
          "the grader failed on \(ClassSummaryView.names(summary.faults.map(\.student)))", .error))
    }
    return sentences
  }

  /// Answers that nothing explains and that agree, what is notable about them, and the line that
  /// names their mistake.
  private func groups() -> [StyledText] {
    let groups = report.options.groups
    var lines = groups.prefix(ClassSummaryView.most).flatMap { group -> [StyledText] in
      let head = StyledText(
        "\(group.students.count) unexplained answers to \(SafeLine.of(group.question)) agree: "
          + ClassSummaryView.names(group.students))
      let notes =
        group.notes.isEmpty ? [] : [StyledText("  " + group.notes.joined(separator: "; "))]
      let wrong = group.formula.map {
        "  " + StyledText(DirectionWords.wrong(SafeLine.of($0)), .command)
      }
      return [head] + notes + (wrong.map { [$0] } ?? [])
    }
    let rest = groups.count - ClassSummaryView.most
    if rest > 0 { lines.append(StyledText("and \(rest) more groups of answers that agree")) }
    return lines
  }

  /// `4 submissions, mean 5.25, median 5.5, from 0 to 10`.
  private var opening: String {
    let count = "\(summary.count) submission\(summary.count == 1 ? "" : "s")"
    guard let mean = summary.mean, let median = summary.median, summary.count > 1 else {
      return count
    }
    var text = "\(count), mean \(GradeWords.points(mean))"
    if isLarge {
      text += ", median \(GradeWords.points(median)), from \(GradeWords.points(summary.scores[0]))"
      text += " to \(GradeWords.points(summary.scores[summary.scores.count - 1]))"
    }
    let unread = summary.unreadable.count
    return unread > 0 && isLarge ? "\(text), \(unread) unreadable" : text
  }

  /// Whether there are more than can be taken in at a glance.
  private var isLarge: Bool { summary.count > 10 }

  /// A list that is longer is not read.
  private static let most = 8

  private static func names(_ students: [String]) -> String {
    let shown = students.prefix(most).map { SafeLine.of($0, limit: 40) }
    let rest = students.count - shown.count
    return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  // MARK: - Scores

  private func scores() -> [StyledText] {
    let options = report.options
    guard isLarge || options.drawsScores, !summary.scores.isEmpty else { return [] }
    let histogram = ScoreHistogram.plot(summary.scores)
    guard !options.isPlain else {
      return histogram.words.flatMap { StyledText($0).wrapped(to: options.width, indent: 2) }
    }
    let style = PlotStyle(
      width: min(options.width, 60), glyphs: options.isASCII ? .ascii : .unicode,
      colors: options.colors)
    return [""] + histogram.drawn(style)
  }
}

/// How scores are spread.
enum ScoreHistogram {
  static func plot(_ scores: [Double]) -> Histogram {
    let sorted = scores.sorted()
    let isWhole = sorted.allSatisfy { $0 == $0.rounded() }
    let sample = HistogramBins.Sample(
      count: sorted.count, least: sorted.first ?? 0, greatest: sorted.last ?? 0,
      interquartile: sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4], isWhole: isWhole)
    // A bin for each whole score, if they are few.
    let isEach = isWhole && sample.greatest - sample.least <= 10
    let edges =
      isEach
      ? Array(stride(from: sample.least, through: sample.greatest + 1, by: 1))
      : HistogramBins.edges(sample, most: 10)
    var counts = [Int](repeating: 0, count: edges.count - 1)
    for score in sorted {
      let place = edges.lastIndex { $0 <= score } ?? 0
      counts[min(place, counts.count - 1)] += 1
    }
    return Histogram(
      "scores",
      bins: counts.indices.map { .init(low: edges[$0], high: edges[$0 + 1], count: counts[$0]) },
      isOfWholeNumbers: isEach)
  }
}
