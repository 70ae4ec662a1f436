import Datasets
import StyledText
import Tensors

/// The arrays that `load` read and the names that now hold them.
struct ArraysView {
  struct Row {
    /// A name that a session can have, unlike any other of the file.
    let name: String
    let array: NamedArray
  }

  let title: String
  let rows: [Row]

  private static let rowLimit = 30
  private static let operators: Set<String> = ["and", "or", "not"]

  init(_ arrays: [NamedArray], path: Path) {
    title = path.name
    let wanted = arrays.map { $0.name.isEmpty ? String(path.name.dropLast(4)) : $0.name }
    let legal = wanted.map(ArraysView.legal)
    // Names that can stay as they are come first.
    var taken = Set(zip(wanted, legal).filter { $0 == $1 }.map(\.1))
    rows = arrays.indices.map { place in
      let stays = wanted[place] == legal[place]
      return Row(
        name: stays ? legal[place] : ArraysView.free(legal[place], &taken), array: arrays[place])
    }
  }

  /// Whether a file's name says that it holds arrays.
  static func isArrayFile(_ path: String) -> Bool {
    let ending = path.suffix(4).lowercased()
    return ending == ".npy" || ending == ".npz"
  }

  func text(_ settings: Settings) -> StyledText {
    var lines = [
      StyledText(title, .string)
        + StyledText(": \(EvaluatorDiagnostics.count(rows.count, "array"))")
    ].flatMap { $0.wrapped(to: settings.width, indent: 2) }
    var table = TextTable(
      columns: [
        TextTable.Column(), TextTable.Column(), TextTable.Column(),
        TextTable.Column("", overflow: .wrap),
      ], indent: 2)
    for row in rows.prefix(ArraysView.rowLimit) {
      let isRenamed = !row.array.name.isEmpty && row.array.name != row.name
      table.append([
        StyledText(row.name, .name), StyledText("\(row.array.tensor.shape)"),
        StyledText(row.array.elementName),
        StyledText(isRenamed ? "called \(row.array.name) in the file" : "", .faint),
      ])
    }
    lines += table.lines(width: settings.width)
    let rest = rows.count - ArraysView.rowLimit
    if rest > 0 { lines.append(StyledText("  ... and \(rest) more")) }
    return lines.joined()
  }

  /// The name itself if it can be one, or the nearest that can: `layer1.W` becomes `layer1_W`.
  private static func legal(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars.prefix(100) {
      let isDigit = ("0"..."9").contains(scalar)
      // The raised T is the transpose.
      let isLetter =
        scalar.properties.isAlphabetic && scalar.properties.isXIDContinue && scalar != "ᵀ"
      name.unicodeScalars.append(isDigit || isLetter ? scalar : "_")
    }
    let isLetterFirst = name.unicodeScalars.first.map { $0 == "_" || $0.properties.isXIDStart }
    if isLetterFirst != true { name = "x" + name }
    let isWord = BuiltInNames.isReserved(name) || operators.contains(name)
    return isWord ? "\(name)1" : name
  }

  /// The name, numbered if another has it.
  private static func free(_ name: String, _ taken: inout Set<String>) -> String {
    var (candidate, number) = (name, 1)
    while BuiltInNames.isReserved(candidate) || !taken.insert(candidate).inserted {
      candidate = "\(name)_\(number)"
      number += 1
    }
    return candidate
  }
}
