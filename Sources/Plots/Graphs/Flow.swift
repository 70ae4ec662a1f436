/// Where a drawing's layers follow one another.
///
/// Layout speaks of *along* the flow and *across* it: along is the column of a drawing that flows
/// rightward and the row of one that flows downward.
enum Flow: Sendable {
  case rightward, downward
}

/// How much air a drawing has between its parts.
enum Spacing: Sendable {
  case loose, tight
}
