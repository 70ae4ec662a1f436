/// The words beside the steps of a backward pass.
enum PassWords {
  static let forward = "forward"
  static let backward = "backward"
  /// What the student did there.
  static let you = "you"

  static func more(_ count: Int) -> String {
    "and \(count) more \(count == 1 ? "step" : "steps") like it"
  }
}
