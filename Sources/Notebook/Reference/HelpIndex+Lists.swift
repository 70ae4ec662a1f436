import Datasets
import Networks
import Operations

/// The pages that list what there is.
extension HelpIndex {
  static let lists: [(name: String, page: @Sendable () -> HelpPage)] = [
    ("functions", { functions }), ("layers", { layers }), ("commands", { commands }),
    ("datasets", { datasets }), ("errors", { errors }), ("topics", { topics }),
  ]

  /// What `help` alone shows: one screen.
  package static var start: HelpPage {
    let first: [(command: String?, term: HelpPage.Term)] = [
      (nil, HelpPage.Term("`x := 3`", "sets a value")),
      (nil, HelpPage.Term("`f = x^2 * sin(x)`", "states a fact: f follows x")),
      (nil, HelpPage.Term("`f`", "shows its value")),
      (nil, HelpPage.Term("`grad(f, x)`", "its derivative")),
      ("trace", HelpPage.Term("`trace f`", "every step of the chain rule")),
      ("step", HelpPage.Term("`step f`", "the same, one step at a time")),
      ("check", HelpPage.Term("`check f`", "whether the gradient is right, and if not, why")),
      (nil, HelpPage.Term("`net = affine(2, 8) -> relu`", "a network; `help layers`")),
      ("train", HelpPage.Term("`train J`", "makes a loss small by steps against its gradient")),
      ("plot", HelpPage.Term("`plot f x=-5..5`", "its graph")),
      ("lesson", HelpPage.Term("`lesson`", "what can be learnt")),
    ]
    return HelpPage(
      "Gradbook: a notebook in which backpropagation can be seen",
      [
        .text("Type mathematics, then Enter:"),
        .list(
          first.filter { $0.command.map { Commands.named($0) != nil } ?? true }.map(\.term)),
        .list([
          HelpPage.Term("`help functions`", "every function, by what it is for"),
          HelpPage.Term("`help commands`", "every command in a line"),
          HelpPage.Term("`help softmax`", "one of them; `help @` and `help :=` too"),
          HelpPage.Term("`help shape`", "what an error means, by the word in its brackets"),
          HelpPage.Term("`help topics`", Topic.all.map(\.name).joined(separator: ", ")),
        ]),
        .text("Tab completes, Ctrl-C stops, `undo` takes back, `quit` leaves."),
      ])
  }

  /// The functions on their shelves.
  static var functionShelves: [(title: String, names: [String])] {
    let operations = Category.allCases.compactMap { category -> (String, [String])? in
      let names = BuiltInNames.callable.filter { $0.category == category }.map(\.name)
      return names.isEmpty ? nil : (category.rawValue, names)
    }
    return [("Derivatives and iteration", SpecialForm.all.map(\.name))] + operations
  }

  private static var functions: HelpPage {
    HelpPage(
      "",
      functionShelves.flatMap { title, names in
        [HelpPage.Part.heading(title), .text(names.map(HelpText.code).joined(separator: "  "))]
      } + [.text("`help softmax` explains one: formula, derivative, shapes, an example.")])
  }

  private static var layers: HelpPage {
    HelpPage(
      "",
      [
        .list(LayerEntry.all.map { HelpPage.Term(HelpText.code($0.name), $0.summary) }),
        .text(
          "Every element-wise function is a layer by its name, and so are `softmax`, `log_softmax` "
            + "and functions of one argument that you define."),
        .text("`help affine` explains one; `help networks` tells how they are joined."),
      ])
  }

  private static var commands: HelpPage {
    HelpPage(
      "",
      CommandCategory.allCases.flatMap { category -> [HelpPage.Part] in
        let types = Commands.all.filter { $0.category == category }
        guard !types.isEmpty else { return [] }
        return [
          .heading(category.rawValue),
          .list(types.map { HelpPage.Term(HelpText.code($0.name), $0.summary) }),
        ]
      } + [.text("`help trace` explains one with its options.")])
  }

  private static var errors: HelpPage {
    HelpPage(
      "",
      [
        .list(ErrorCode.all.map { HelpPage.Term(HelpText.code($0.code), $0.summary) }),
        .text("`help shape` explains the errors that begin with error[shape]."),
      ])
  }

  private static var topics: HelpPage {
    HelpPage(
      "",
      [
        .list(Topic.all.map { HelpPage.Term(HelpText.code($0.name), $0.summary) }),
        .list([
          HelpPage.Term("`functions`", "every function"),
          HelpPage.Term("`layers`", "every layer of networks"),
          HelpPage.Term("`commands`", "every command"),
          HelpPage.Term("`errors`", "every kind of error"),
          HelpPage.Term("`datasets`", "every data set that comes with the program"),
        ]),
      ])
  }

  private static var datasets: HelpPage {
    HelpPage(
      "",
      [
        .list(BuiltInDataset.all.map { HelpPage.Term(HelpText.code($0.name), $0.summary) }),
        .text("`load spiral` loads one, `help spiral` tells its options and where it comes from."),
      ])
  }
}
