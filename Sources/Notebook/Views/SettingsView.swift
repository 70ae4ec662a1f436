import StyledText

/// The settings as `set` shows them.
enum SettingsView {
  static func all(_ settings: Settings) -> StyledText {
    var table = TextTable(
      columns: [
        TextTable.Column(), TextTable.Column("", .trailing), TextTable.Column("", overflow: .wrap),
      ], indent: 2)
    for setting in Setting.all { table.append(row(setting, settings)) }
    return table.lines(width: settings.width).joined()
  }

  static func one(_ setting: Setting, _ settings: Settings) -> StyledText {
    let cells = row(setting, settings)
    let text = cells[0] + " " + cells[1] + "   " + cells[2]
    return text.wrapped(to: settings.width, indent: 2).joined()
  }

  private static func row(_ setting: Setting, _ settings: Settings) -> [StyledText] {
    [
      StyledText(setting.name, .name), StyledText(setting.read(settings), .number),
      StyledText(setting.meaning, .faint),
    ]
  }
}
