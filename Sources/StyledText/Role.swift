/// What a piece of text is, so that a renderer can choose how it looks.
package enum Role: Sendable, Hashable, CaseIterable {
  case number, name, function, command, string, comment, heading, emphasis, faint, error, warning,
    success, prompt, gradient
  /// One of several things told apart in a picture, counted from 0: a curve, a class.
  case series(Int)
  /// A cell of a picture whose colours stand for values.
  case cell(Shade?, on: Shade?)

  package static let allCases: [Role] =
    [
      .number, .name, .function, .command, .string, .comment, .heading, .emphasis, .faint, .error,
      .warning, .success, .prompt, .gradient,
    ] + (0..<Palette.series.count).map { .series($0) }
    + [.cell(.sequential(200), on: .diverging(40)), .cell(.series(1), on: nil)]
}
