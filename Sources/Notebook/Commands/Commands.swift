package import Language

/// The command words. To add one, write its type and list it here.
package enum Commands {
  package static let all: [any NotebookCommand.Type] = [
    TraceCommand.self, ForwardCommand.self, BackwardCommand.self, StepCommand.self,
    GraphCommand.self, LocalCommand.self, DeriveCommand.self,
    CheckCommand.self, CompareCommand.self, CostCommand.self,
    SummaryCommand.self, InitCommand.self, TrainCommand.self, LabCommand.self,
    PlotCommand.self, HistCommand.self, ScatterCommand.self, BoundaryCommand.self,
    ContourCommand.self, HeatMapCommand.self,
    LoadCommand.self, SplitCommand.self, AugmentCommand.self,
    LessonCommand.self,
    VarsCommand.self, ClearCommand.self, UndoCommand.self, HistoryCommand.self,
    SaveCommand.self, RunCommand.self, SetCommand.self, SeedCommand.self, RedrawCommand.self,
    TimeCommand.self, HelpCommand.self, QuitCommand.self,
  ]

  package static let names: [String] = all.map { $0.name }
  package static let styles: [String: CommandStyle] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0.style) })

  package static func named(_ word: String) -> (any NotebookCommand.Type)? { byName[word] }
  private static let byName: [String: any NotebookCommand.Type] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0) })
}
