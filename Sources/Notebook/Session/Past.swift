/// The states a session can return to, the latest last.
struct Past {
  struct Step {
    /// The state before the statement.
    let state: SessionState
    let statement: String
    /// How many statements led to that state.
    let logged: Int
  }

  private var steps: [Step] = []
  /// Steps below this are out of reach: they lie before the script or repetition under way.
  private var floor = 0

  mutating func append(_ step: Step) {
    steps.append(step)
    if steps.count - floor > Session.undoLimit { steps.remove(at: floor) }
  }

  mutating func popLast() -> Step? { steps.count > floor ? steps.popLast() : nil }

  /// Puts what has been done so far out of reach.
  /// - Returns: What to hand to `release`.
  mutating func hold() -> Int {
    defer { floor = steps.count }
    return floor
  }

  /// Forgets the steps since `hold` and brings those before within reach again.
  mutating func release(_ outerFloor: Int) {
    steps.removeLast(steps.count - floor)
    floor = min(outerFloor, steps.count)
  }
}
