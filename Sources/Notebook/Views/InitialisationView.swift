import Networks
import StyledText
import Tensors

/// The weights that were drawn, a line each.
struct InitialisationView {
  private let names: [String]
  /// What each layer gives on data, where that was looked at.
  private let variances: [Double]
  private let state: SessionState
  private let settings: Settings

  init(_ names: [String], _ variances: [Double], _ state: SessionState, _ settings: Settings) {
    self.names = names
    self.variances = variances
    self.state = state
    self.settings = settings
  }

  /// `W1  2×100   mean 0.0004  sd 0.0121  [-0.043, 0.047]`
  func text() -> StyledText {
    var table = TextTable(columns: [TextTable.Column(), TextTable.Column(), TextTable.Column()])
    for (index, name) in names.enumerated() {
      guard let tensor = state.definitions[name]?.tensor else { continue }
      var spread = ValueView.spread(tensor)
      if index < variances.count {
        let variance = NumberText.significant(variances[index], digits: 3)
        spread = StyledText("its layer has variance ") + StyledText(variance, .number)
      }
      table.append([StyledText(name, .name), StyledText("\(tensor.shape)", .faint), spread])
    }
    return table.lines(width: settings.width).joined()
  }
}
