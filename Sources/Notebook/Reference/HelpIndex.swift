import Datasets
import Diagnostics
import Language
import Networks
import Operations

/// Where help finds a word.
///
/// Every table of the program is a shelf; a word may stand on several, as `trace` does, which is a
/// command and a function.
package enum HelpIndex {
  struct Shelf: Sendable {
    /// In the order of the table.
    let words: [String]
    let page: @Sendable (String) -> HelpPage?
  }

  static let shelves: [Shelf] = [
    Shelf(words: lists.map(\.name)) { word in lists.first { $0.name == word }?.page() },
    Shelf(words: Commands.names) { Commands.named($0).map { HelpPage($0) } },
    Shelf(words: Topic.all.map(\.name)) { Topic.named($0).map { HelpPage($0) } },
    Shelf(words: BuiltInNames.callable.flatMap { [$0.name] + $0.aliases }) {
      BuiltInNames.operation($0).map { HelpPage($0) }
    },
    Shelf(words: LayerEntry.all.map(\.name)) { word in
      LayerEntry.all.first { $0.name == word }.map { HelpPage($0) }
    },
    Shelf(words: SpecialForm.all.map(\.name)) { SpecialForm.named($0).map { HelpPage($0) } },
    Shelf(words: Sign.all.flatMap(\.spellings)) { word in
      Sign.all.first { $0.spellings.contains(word) }.map { HelpPage($0) }
    },
    Shelf(words: ErrorCode.all.map(\.code)) { ErrorCode.named($0).map { HelpPage($0) } },
    Shelf(words: Setting.all.map(\.name)) { Setting.named($0).map { HelpPage($0) } },
    Shelf(words: constants.map(\.name)) { word in
      constants.first { $0.name == word }.map { term in
        HelpPage(term.name, [.text(term.meaning), .example([term.name])])
      }
    },
    Shelf(words: Optimiser.all.map(\.name)) { Optimiser.named($0).map { HelpPage($0) } },
    Shelf(words: Initialiser.all.map(\.name)) { Initialiser.named($0).map { HelpPage($0) } },
    Shelf(words: BuiltInDataset.all.map(\.name)) { BuiltInDataset.named($0).map(page) },
    Shelf(words: LessonWord.allCases.map(\.rawValue)) { LessonWord(rawValue: $0).map(page) },
  ]

  /// Every word that help knows, once.
  package static let words: [String] = {
    var seen: Set<String> = []
    return shelves.flatMap(\.words).filter { seen.insert($0).inserted }
  }()

  /// The pages on which a word is explained: all of them if it has several meanings.
  package static func pages(for word: String) -> [HelpPage] {
    shelves.compactMap { $0.words.contains(word) ? $0.page(word) : nil }
  }

  /// The word that was meant: as typed, or but for case, or before a bracket.
  static func known(_ typed: String) -> String? {
    let head = typed.firstIndex(of: "(").map { String(typed[..<$0]) } ?? typed
    for word in [typed, head] where !word.isEmpty {
      if words.contains(word) { return word }
    }
    let lowercased = head.lowercased()
    let matches = words.filter { $0.lowercased() == lowercased }
    return matches.count == 1 ? matches[0] : nil
  }

  static let constants: [HelpPage.Term] = [
    HelpPage.Term("pi", "The circumference of a circle of diameter 1."),
    HelpPage.Term("inf", "Infinity: larger than every number."),
    HelpPage.Term("nan", "Not a number, such as 0/0; it is equal to nothing, itself included."),
    HelpPage.Term("true", "1, as comparisons give it."),
    HelpPage.Term("false", "0, as comparisons give it."),
  ]

  private static func page(_ word: LessonWord) -> HelpPage {
    HelpPage(
      "\(word.rawValue), while a lesson is on",
      [.text("It \(word.summary)."), .text("`help lesson` tells of the others.")])
  }

  private static func page(_ dataset: BuiltInDataset) -> HelpPage {
    let options = dataset.options.map { option in
      HelpPage.Term(
        HelpText.code("\(option.name)=\(option.values)"),
        "\(option.meaning) (\(option.fallbackText) if not said)")
    }
    return HelpPage(
      "load \(dataset.name)" + dataset.options.map { " [\($0.name)=\($0.fallbackText)]" }.joined(),
      [.text(dataset.summary), .text("Source: \(dataset.source).")]
        + (options.isEmpty ? [] : [.list(options)]) + [.example(["load \(dataset.name)"])])
  }
}
