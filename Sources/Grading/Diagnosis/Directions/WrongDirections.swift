import Tensors

/// Puts together the answers of a class that nothing explains and that are wrong in the same way.
package enum WrongDirections {
  /// A sketch is compared with so many groups at most, those that stand nearest.
  private static let nearest = 256

  /// Groups of two or more, the largest first.
  package static func groups(_ grades: [Grade], of assignment: Assignment) -> [AgreeingAnswers] {
    var members: [String: [Member]] = [:]
    for (place, grade) in grades.enumerated() {
      for direction in grade.directions {
        members[direction.question, default: []].append(Member(place: place, direction))
      }
    }
    let order = assignment.questions.map(\.name)
    let groups = order.flatMap { name in
      WrongDirections.groups(members[name] ?? []).filter { $0.count > 1 }
    }
    // Equal numbers of students stand in the order of the questions, then of the students.
    return groups.enumerated().sorted {
      ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
    }.map { AgreeingAnswers($0.element, grades, assignment) }
  }

  /// A student's answer, by the place among the grades.
  struct Member {
    let place: Int
    let direction: WrongDirection

    init(place: Int, _ direction: WrongDirection) {
      self.place = place
      self.direction = direction
    }
  }

  /// All answers to a question, in groups; each group in order of place.
  private static func groups(_ members: [Member]) -> [[Member]] {
    WrongDirection.sketches.reduce(members.map { [$0] }) { groups, sketch in
      united(groups) { sketch($0.direction) }
    }.map { group in group.sorted { $0.place < $1.place } }
      .sorted { $0[0].place < $1[0].place }
  }

  /// Groups made one where a sketch of their first members agrees.
  private static func united(
    _ groups: [[Member]], by sketch: (Member) -> DirectionSketch?
  ) -> [[Member]] {
    var united: [[Member]] = []
    var open: [(group: [Member], sketch: DirectionSketch)] = []
    for group in groups {
      if let own = sketch(group[0]) { open.append((group, own)) } else { united.append(group) }
    }
    // Like directions have like coordinates, so that each looks only at those just before it.
    open.sort {
      ($0.sketch.coordinate, $0.group[0].place) < ($1.sketch.coordinate, $1.group[0].place)
    }
    let first = united.count
    let blur = open.reduce(0) { max($0, $1.sketch.blur) }
    var heads: [(shape: Shape, sketch: DirectionSketch)] = []
    for (group, own) in open {
      let shape = group[0].direction.shape
      let reach = own.reach(besideBlur: blur)
      let near = heads.indices.suffix(nearest).reversed().prefix {
        own.coordinate - heads[$0].sketch.coordinate <= reach
      }.first { heads[$0].shape == shape && heads[$0].sketch.agrees(with: own) }
      if let near {
        united[first + near] += group
      } else {
        heads.append((shape, own))
        united.append(group)
      }
    }
    return united
  }
}

extension AgreeingAnswers {
  fileprivate init(
    _ members: [WrongDirections.Member], _ grades: [Grade], _ assignment: Assignment
  ) {
    let directions = members.map(\.direction)
    let sharpest = directions.min { $0.sketch.blur < $1.sketch.blur } ?? directions[0]
    let lengths = directions.map(\.length)
    let key = assignment.questions.first { $0.name == sharpest.question }?.key
    self.init(
      question: sharpest.question, students: members.map { grades[$0.place].student },
      notes: DirectionWords.notes(
        sharpest, expected: key?.shape, smallest: lengths.min() ?? 0, largest: lengths.max() ?? 0),
      formula: directions.compactMap(\.formula).min { ($0.count, $0) < ($1.count, $1) })
  }
}
