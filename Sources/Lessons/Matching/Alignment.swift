/// The way from a pattern to a text that leaves most of the pattern as it is.
struct Alignment {
  enum Step: Equatable {
    /// The part is met.
    case keep(part: Int, element: Int)
    case replace(part: Int, element: Int)
    case delete(part: Int)
    case insert(element: Int)
    /// A place for anything, and what stands there.
    case anything(part: Int, elements: Range<Int>)
  }

  let steps: [Step]
  /// How many parts and elements are replaced, deleted and inserted.
  let cost: Int

  /// Larger tables are not worth their memory; then nothing of the pattern is kept.
  private static let largest = 4 << 20

  init<Part, Element>(
    _ pattern: [PatternPart<Part>], _ text: [Element],
    _ agree: (_ part: Part, _ element: Element) -> Bool
  ) {
    let (rows, columns) = (pattern.count + 1, text.count + 1)
    guard rows <= Alignment.largest / columns else {
      steps = pattern.indices.map { .delete(part: $0) } + text.indices.map { .insert(element: $0) }
      cost = steps.count
      return
    }
    // From the end, so that the steps can be read from the beginning.
    var costs = [Int32](repeating: 0, count: rows * columns)
    var isMet = [Bool](repeating: false, count: rows * columns)
    for part in (0..<rows).reversed() {
      for element in (0..<columns).reversed() {
        let here = part * columns + element
        let (below, right) = (here + columns, here + 1)
        let isEnd = (part: part == pattern.count, text: element == text.count)
        switch (isEnd.part, isEnd.text) {
        case (true, true): costs[here] = 0
        case (true, false): costs[here] = costs[right] + 1
        case (false, _):
          switch pattern[part] {
          case .anything:
            costs[here] = isEnd.text ? costs[below] : min(costs[below], costs[right])
          case .one where isEnd.text: costs[here] = costs[below] + 1
          case .one(let wanted):
            isMet[here] = agree(wanted, text[element])
            let both = costs[below + 1] + (isMet[here] ? 0 : 1)
            costs[here] = min(both, costs[below] + 1, costs[right] + 1)
          }
        }
      }
    }
    cost = Int(costs[0])
    steps = Alignment.steps(pattern, text.count, costs, isMet)
  }

  /// Follows the cheapest way through the table of costs.
  private static func steps<Part>(
    _ pattern: [PatternPart<Part>], _ count: Int, _ costs: [Int32], _ isMet: [Bool]
  ) -> [Step] {
    let columns = count + 1
    var steps: [Step] = []
    var (part, element) = (0, 0)
    while part < pattern.count || element < count {
      let here = part * columns + element
      guard part < pattern.count else {
        steps.append(.insert(element: element))
        element += 1
        continue
      }
      switch pattern[part] {
      case .anything:
        let first = element
        while element < count,
          costs[part * columns + element + 1] < costs[(part + 1) * columns + element]
        {
          element += 1
        }
        steps.append(.anything(part: part, elements: first..<element))
        part += 1
      case .one:
        let cost = costs[here]
        if element < count, cost == costs[here + columns + 1] + (isMet[here] ? 0 : 1) {
          steps.append(
            isMet[here]
              ? .keep(part: part, element: element) : .replace(part: part, element: element))
          part += 1
          element += 1
        } else if cost == costs[here + columns] + 1 {
          steps.append(.delete(part: part))
          part += 1
        } else {
          steps.append(.insert(element: element))
          element += 1
        }
      }
    }
    return steps
  }
}
