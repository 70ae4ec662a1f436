import Testing

@testable import Plots

@Suite("Channels between layers")
struct ChannelTests {
  /// The cells of a channel that each wire takes: along, across, and whether across the flow.
  private func collisions(in channel: Channel) -> [String] {
    struct Place: Hashable {
      let along: Int
      let across: Int
      let isTrunk: Bool
    }
    var taken: [Place: Int] = [:]
    var collisions: [String] = []
    func take(_ item: Int, _ along: ClosedRange<Int>, _ across: ClosedRange<Int>, _ isTrunk: Bool) {
      for step in along {
        for row in across {
          let place = Place(along: step, across: row, isTrunk: isTrunk)
          if let other = taken.updateValue(item, forKey: place), other != item {
            collisions.append("\(item) and \(other) at \(step), \(row)")
          }
        }
      }
    }
    let end = channel.trackCount
    for net in channel.straight { take(net.item, -1...end, net.entry...net.entry, false) }
    for wire in channel.wires {
      let from = wire.previous.map { channel.wires[$0].track } ?? -1
      take(wire.item, from...wire.track, wire.entry...wire.entry, false)
      take(wire.item, wire.track...wire.track, wire.span, true)
      if !wire.isContinued {
        for exit in wire.exits { take(wire.item, wire.track...end, exit...exit, false) }
      }
    }
    return collisions
  }

  @Test("a wire that stays in its place needs no track")
  func straight() {
    let channel = Channel([.init(item: 0, entry: 3, exits: [3])])
    #expect(channel.straight.count == 1)
    #expect(channel.trackCount == 0)
  }

  @Test("wires side by side share a track")
  func shared() {
    let channel = Channel([
      .init(item: 0, entry: 0, exits: [2]), .init(item: 1, entry: 4, exits: [6]),
    ])
    #expect(channel.trackCount == 1)
    #expect(collisions(in: channel).isEmpty)
  }

  @Test("a wire leaves its row before another takes it")
  func order() {
    let channel = Channel([
      .init(item: 0, entry: 0, exits: [2]), .init(item: 1, entry: 2, exits: [4]),
    ])
    #expect(channel.wires[1].track < channel.wires[0].track)
    #expect(collisions(in: channel).isEmpty)
  }

  @Test(
    "wires that exchange their rows find a way around",
    arguments: [[1, 0], [1, 2, 0], [2, 0, 1], [1, 0, 3, 2], [3, 2, 1, 0], [4, 3, 0, 1, 2]])
  func exchange(exits: [Int]) {
    let channel = Channel(
      exits.enumerated().map { Channel.Net(item: $0.offset, entry: $0.offset, exits: [$0.element]) }
    )
    #expect(collisions(in: channel).isEmpty)
    for (item, exit) in exits.enumerated() {
      let last = channel.wires.filter { $0.item == item }.last
      let arrives = last?.exits ?? channel.straight.filter { $0.item == item }.flatMap(\.exits)
      #expect(arrives == [exit])
    }
  }

  @Test("branching wires that wait for each other find a way around")
  func branches() {
    let channel = Channel([
      .init(item: 0, entry: 0, exits: [0, 3, 5]), .init(item: 1, entry: 3, exits: [1, 6]),
      .init(item: 2, entry: 5, exits: [2, 4]), .init(item: 3, entry: 4, exits: [7]),
    ])
    #expect(collisions(in: channel).isEmpty)
  }
}
