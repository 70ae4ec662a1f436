import Datasets
import Networks
import Operations

/// The reference of the language, made from the tables of the program.
package enum Reference {
  /// `docs/reference.md`: the same text whenever and wherever it is made.
  package static func markdown() -> String {
    var document = Markdown()
    document.heading(1, "Reference")
    document.paragraph(
      "Made from the tables in the program by `make docs`; every example was run to make it. The "
        + "guide to the language is `language.md`. In derivatives, v is the upstream gradient and y "
        + "the output.")
    for section in sections {
      document.item("[\(section.title)](#\(Markdown.anchor(section.title)))")
    }
    document.endList()
    for section in sections {
      document.heading(2, section.title)
      section.write(&document)
    }
    return document.text
  }

  private struct Section {
    let title: String
    let write: (inout Markdown) -> Void
  }

  private static var sections: [Section] {
    functionSections + [
      Section(title: "Layers") { document in
        for layer in LayerEntry.all { document.page(HelpPage(layer), level: 3) }
      },
      Section(title: "Operators and signs", write: signs),
      Section(title: "Commands", write: commands),
      Section(title: "Topics") { document in
        for topic in Topic.all { document.page(HelpPage(topic), level: 3, isCode: false) }
      },
      Section(title: "Settings", write: settings),
      Section(title: "Datasets", write: datasets),
      Section(title: "Constants") { document in
        for term in HelpIndex.constants {
          document.item("\(HelpText.code(term.name)): \(term.meaning)")
        }
        document.endList()
      },
      Section(title: "Errors", write: errors),
    ]
  }

  /// A section for each shelf of functions.
  private static var functionSections: [Section] {
    HelpIndex.functionShelves.map { title, names in
      Section(title: title) { document in
        for name in names {
          if let form = SpecialForm.named(name) {
            document.page(HelpPage(form), level: 3)
          } else if let operation = BuiltInNames.operation(name) {
            document.page(HelpPage(operation), level: 3)
          }
        }
      }
    }
  }

  private static func signs(_ document: inout Markdown) {
    document.table(
      ["loosest first", ""],
      Sign.levels.map { level in
        [level.signs.map(HelpText.code).joined(separator: " "), level.meaning]
      })
    for sign in Sign.all { document.page(HelpPage(sign), level: 3) }
  }

  private static func commands(_ document: inout Markdown) {
    for category in CommandCategory.allCases {
      let types = Commands.all.filter { $0.category == category }
      if types.isEmpty { continue }
      document.heading(3, category.rawValue)
      for type in types { document.page(HelpPage(type), level: 4) }
    }
  }

  private static func settings(_ document: inout Markdown) {
    document.table(
      ["setting", "value", "at first", "meaning"],
      Setting.all.map { [HelpText.code($0.name), $0.values, $0.read(Settings()), $0.meaning] })
  }

  private static func datasets(_ document: inout Markdown) {
    document.table(
      ["dataset", "options", "what it is", "source"],
      BuiltInDataset.all.map { dataset in
        let options = dataset.options.map { HelpText.code("\($0.name)=\($0.fallbackText)") }
        return [
          HelpText.code(dataset.name), options.joined(separator: " "), dataset.summary,
          dataset.source,
        ]
      })
  }

  private static func errors(_ document: inout Markdown) {
    for code in ErrorCode.all { document.page(HelpPage(code), level: 3) }
  }
}
