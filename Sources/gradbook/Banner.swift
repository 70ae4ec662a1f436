import StyledText

/// What the shell says first.
enum Banner {
  static let text =
    StyledText("Gradbook \(Version.text)", .heading)
    + "   a notebook in which backpropagation can be seen\n"
    + StyledText("help", .command) + " shows what there is, " + StyledText("quit", .command)
    + " or Ctrl-D leaves."
}
