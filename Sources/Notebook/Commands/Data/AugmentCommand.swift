import Datasets
import Diagnostics
import Language
import StyledText
import Tensors

/// More examples made of those at hand.
enum AugmentCommand: NotebookCommand {
  static let name = "augment"
  static let category = CommandCategory.data
  static let summary =
    "Appends changed copies of every row of X: noisy, shifted or flipped; labels are repeated."
  static let usage = "augment X [y] [copies=1] [noise=sd] [shift=pixels] [flip=true]"
  static let options = [
    CommandOption("copies", "n", "how many changed copies of each row: 1 if not said"),
    CommandOption("noise", "sd", "standard deviation of what is added to every entry"),
    CommandOption(
      "shift", "pixels",
      "how far images move at most, down or up and right or left; what comes in is 0"),
    CommandOption("flip", "true|false", "whether half of the copies are mirrored, left to right"),
    CommandOption("height", "n", "of the images; square ones need not say it"),
    CommandOption("width", "n", "of the images"),
  ]
  static let examples = ["load digits", "augment X y shift=1"]

  static func run(
    _ command: Command, in session: inout Session, source: SourceText
  ) throws(Diagnostic) -> Outcome {
    let reader = try CommandReader(command, AugmentCommand.self)
    let names = try reader.names()
    guard !names.isEmpty else {
      throw CommandDiagnostics.usage(AugmentCommand.self, at: command.word.range)
    }
    let examples = try Examples(names, in: session)
    let copies = try whole("copies", 1...1000, reader, &session, source) ?? 1
    let augmentation = Augmentation(
      noise: try noise(reader, &session, source),
      shift: try whole("shift", 0...10_000, reader, &session, source) ?? 0,
      flips: try reader.flag("flip") ?? false)
    guard augmentation.changesSomething else {
      throw DataDiagnostics.augmentsNothing(at: command.word.range)
    }
    let size = try imageSize(examples.parts[0], augmentation, reader, &session, source)
    try requireMemory(examples, copies, session, at: command.range)
    var random = session.state.random
    var values: [Tensor] = []
    for (index, part) in examples.parts.enumerated() {
      do throws(Interrupted) {
        values.append(
          try augmentation.appended(
            copies, to: part.value, size: size, isChanged: index == 0, &random,
            interruption: session.context.interruption))
      } catch {
        throw EvaluatorDiagnostics.interrupted()
      }
    }
    session.state.random = random
    let stated = Stated(source: source, range: command.range)
    for (part, value) in zip(examples.parts, values) {
      session.state.define(part.name.text, as: .value(value, role: part.role), from: stated)
    }
    let text =
      StyledText("\(EvaluatorDiagnostics.count(examples.count * (copies + 1), "row")) in ")
      + EvaluatorDiagnostics.styledList(names.map(\.text))
      + StyledText(": the \(examples.count) from before and \(examples.count * copies) changed")
      + StyledText(augmentation.movesPixels ? " as images of \(size.height)×\(size.width)" : "")
    return Outcome(.command, text: text.wrapped(to: session.settings.width, indent: 2).joined())
  }

  private static func whole(
    _ option: String, _ range: ClosedRange<Int>, _ reader: CommandReader,
    _ session: inout Session, _ source: SourceText
  ) throws(Diagnostic) -> Int? {
    guard let given = reader.options[option],
      let value = try reader.number(option, in: &session, source)
    else { return nil }
    guard let whole = Int(exactly: value), range.contains(whole) else {
      throw DataDiagnostics.option(
        option, "a whole number from \(range.lowerBound) to \(range.upperBound)", not: value,
        at: given.range)
    }
    return whole
  }

  private static func noise(
    _ reader: CommandReader, _ session: inout Session, _ source: SourceText
  ) throws(Diagnostic) -> Double {
    guard let given = reader.options["noise"],
      let value = try reader.number("noise", in: &session, source)
    else { return 0 }
    guard value.isFinite, value >= 0 else {
      throw DataDiagnostics.option(
        "noise", "a number that is not negative", not: value, at: given.range)
    }
    return value
  }

  /// Height and width of the images that are to be moved.
  private static func imageSize(
    _ part: Examples.Part, _ augmentation: Augmentation, _ reader: CommandReader,
    _ session: inout Session, _ source: SourceText
  ) throws(Diagnostic) -> Augmentation.Size {
    let height = try whole("height", 1...100_000, reader, &session, source)
    let width = try whole("width", 1...100_000, reader, &session, source)
    let (name, shape) = (part.name, part.value.shape)
    guard augmentation.movesPixels else { return Augmentation.Size(height: 1, width: 1) }
    if let size = Augmentation.Size(of: shape, height: height, width: width) { return size }
    if let height, let width {
      throw DataDiagnostics.sizes(height, width, name.text, shape, at: name.range)
    }
    throw DataDiagnostics.noImages(name.text, shape, at: name.range)
  }

  private static func requireMemory(
    _ examples: Examples, _ copies: Int, _ session: Session, at range: SourceRange
  ) throws(Diagnostic) {
    let counts = examples.parts.map { $0.value.shape.count * (copies + 1) }
    let bytes = counts.reduce(0, +) * MemoryLayout<Double>.size
    let limit = min(session.settings.memory, Shape.maximumCount * MemoryLayout<Double>.size)
    guard bytes <= limit else {
      throw EvaluationDiagnostics.tooMuchMemory(bytes, limit: limit, at: range)
    }
  }
}
