import Language

extension Expression {
  /// The expression as diagnostics name it: itself if short, else by what it is.
  var shortText: String { collectiveName ?? Expression.short(description) }

  /// What a list is called, whatever is in it.
  var collectiveName: String? {
    switch kind {
    case .list: "the list"
    case .matrix: "the matrix"
    default: nil
    }
  }

  static func short(_ text: String) -> String { text.count <= 30 ? text : "the expression" }
}
