/// How many colours the output can show.
package enum ColorDepth: Sendable {
  case none, ansi16, ansi256, trueColor
}
