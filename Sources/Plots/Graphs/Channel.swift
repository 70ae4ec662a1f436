/// The space between two layers, in which wires change their places.
///
/// A wire that arrives where it left is straight. Any other has a trunk across the flow on a track
/// of its own stretch; tracks are numbered along the flow.
struct Channel {
  /// What enters the channel at one place and leaves it at one or several.
  struct Net {
    /// The item whose wire it is.
    let item: Int
    let entry: Int
    let exits: [Int]
  }

  /// A trunk with its branches.
  struct Wire {
    let item: Int
    let entry: Int
    var exits: [Int]
    var track = 0
    /// The wire this one goes on from, where a net needed two trunks.
    var previous: Int?
    /// Whether another wire goes on from its only exit.
    var isContinued = false

    var span: ClosedRange<Int> {
      min(entry, exits.min() ?? entry)...max(entry, exits.max() ?? entry)
    }
  }

  private(set) var straight: [Net] = []
  private(set) var wires: [Wire] = []
  private(set) var trackCount = 0

  init(_ nets: [Net]) {
    for net in nets {
      if net.exits.allSatisfy({ $0 == net.entry }) {
        straight.append(net)
      } else {
        wires.append(Wire(item: net.item, entry: net.entry, exits: net.exits))
      }
    }
    breakCircles()
    assignTracks()
  }

  /// Whether the trunk of one wire must come before that of another: where a wire enters, no other
  /// may have left before its trunk is reached.
  private func mustPrecede(_ first: Int, _ second: Int) -> Bool {
    guard first != second else { return false }
    if wires[second].previous == first { return true }
    let entry = wires[first].entry
    return wires[first].previous == nil && !wires[second].isContinued
      && wires[second].exits.contains(entry)
  }

  /// Splits wires that wait for each other in a circle, by way of a free row or column.
  private mutating func breakCircles() {
    while let wire = wireInCircle() {
      var used = Set(wires.flatMap { $0.exits + [$0.entry] })
      used.formUnion(straight.map(\.entry))
      let middle = (wires[wire].span.lowerBound + wires[wire].span.upperBound) / 2
      var distance = 0
      while used.contains(middle + distance) {
        distance = distance > 0 ? -distance : 1 - distance
      }
      let detour = middle + distance
      wires.append(
        Wire(item: wires[wire].item, entry: detour, exits: wires[wire].exits, previous: wire))
      wires[wire].exits = [detour]
      wires[wire].isContinued = true
    }
  }

  /// A wire of a circle of wires that wait for each other, if there is one.
  private func wireInCircle() -> Int? {
    var waiting = Set(wires.indices)
    while true {
      let free = waiting.filter { wire in !waiting.contains { mustPrecede($0, wire) } }
      if free.isEmpty { break }
      waiting.subtract(free)
    }
    guard var wire = waiting.min() else { return nil }
    var seen: Set<Int> = []
    while seen.insert(wire).inserted {
      guard let before = waiting.sorted().first(where: { mustPrecede($0, wire) }) else { break }
      wire = before
    }
    return wire
  }

  /// Gives every trunk the first track on which it is after all it must follow and touches no other.
  private mutating func assignTracks() {
    let order = orderWithFewCrossings()
    for (place, wire) in order.enumerated() {
      var track = 0
      for other in order[..<place]
      where mustPrecede(other, wire) || wires[other].span.overlaps(wires[wire].span) {
        track = max(track, wires[other].track + 1)
      }
      wires[wire].track = track
      trackCount = max(trackCount, track + 1)
    }
  }

  /// An order that respects what must precede what and has few crossings between branches and trunks.
  private func orderWithFewCrossings() -> [Int] {
    var order: [Int] = []
    var waiting = Array(wires.indices)
    while let next = waiting.first(where: { wire in !waiting.contains { mustPrecede($0, wire) } }) {
      order.append(next)
      waiting.removeAll { $0 == next }
    }
    var isImproved = true
    while isImproved {
      isImproved = false
      for place in order.indices.dropLast() {
        let (first, second) = (order[place], order[place + 1])
        if !mustPrecede(first, second), crossings(second, first) < crossings(first, second) {
          order.swapAt(place, place + 1)
          isImproved = true
        }
      }
    }
    return order
  }

  /// The crossings of two wires whose trunks overlap, the first on the earlier track.
  private func crossings(_ first: Int, _ second: Int) -> Int {
    let (early, late) = (wires[first], wires[second])
    guard early.span.overlaps(late.span) else { return 0 }
    let entering = early.span.contains(late.entry) && late.previous != first ? 1 : 0
    return entering + early.exits.count { late.span.contains($0) }
  }
}
