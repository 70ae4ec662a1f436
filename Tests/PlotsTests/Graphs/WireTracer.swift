import Plots
import StyledText

/// Reads a drawing in boxes back as a graph, the way an eye follows the wires.
struct WireTracer {
  /// Two names and how many arrows lead from one to the other.
  typealias Connections = [[String]: Int]

  private let cells: [[Character]]

  init(_ lines: [StyledText]) {
    let rows = lines.map { Array($0.plain) }
    let width = rows.map(\.count).max() ?? 0
    cells = rows.map { $0 + Array(repeating: " ", count: width - $0.count) }
  }

  /// The connections among boxes that hold one name each.
  ///
  /// - Throws: where a wire ends or turns in a way no wire can.
  func connections(among names: [String]) throws(Failure) -> Connections {
    var boxes: [Box] = []
    for name in names { boxes.append(try box(of: name)) }
    var connections: Connections = [:]
    for box in boxes {
      for arrow in try arrows(from: box) {
        guard
          let target = boxes.first(where: {
            $0.columns.contains(arrow.column) && $0.rows.contains(arrow.row)
          })
        else { throw Failure(what: "an arrow of \(box.name) points at nothing", at: arrow) }
        connections[[box.name, target.name], default: 0] += 1
      }
    }
    return connections
  }

  struct Cell: Hashable {
    var column: Int
    var row: Int
  }

  struct Failure: Error, CustomStringConvertible {
    let what: String
    let at: Cell
    var description: String { "\(what), column \(at.column), row \(at.row)" }
  }

  private struct Box {
    let name: String
    let columns: ClosedRange<Int>
    let rows: ClosedRange<Int>
  }

  private enum Direction: CaseIterable {
    case up, down, left, right

    var opposite: Direction {
      switch self {
      case .up: .down
      case .down: .up
      case .left: .right
      case .right: .left
      }
    }

    func next(_ cell: Cell) -> Cell {
      switch self {
      case .up: Cell(column: cell.column, row: cell.row - 1)
      case .down: Cell(column: cell.column, row: cell.row + 1)
      case .left: Cell(column: cell.column - 1, row: cell.row)
      case .right: Cell(column: cell.column + 1, row: cell.row)
      }
    }
  }

  private subscript(_ cell: Cell) -> Character {
    cells.indices.contains(cell.row) && cells[cell.row].indices.contains(cell.column)
      ? cells[cell.row][cell.column] : " "
  }

  private func box(of name: String) throws(Failure) -> Box {
    let pattern = Array(" " + name + " ")
    for (row, line) in cells.enumerated() where line.count >= pattern.count {
      for column in 0...(line.count - pattern.count)
      where Array(line[column..<(column + pattern.count)]) == pattern {
        var (top, bottom, right) = (row, row, column + pattern.count)
        while !"╭┌".contains(self[Cell(column: column - 1, row: top)]), top > 0 { top -= 1 }
        while !"╰└".contains(self[Cell(column: column - 1, row: bottom)]), bottom < cells.count {
          bottom += 1
        }
        while !"╮┐".contains(self[Cell(column: right, row: top)]), right < line.count { right += 1 }
        return Box(name: name, columns: (column - 1)...right, rows: top...bottom)
      }
    }
    throw Failure(what: "\(name) is not drawn", at: Cell(column: 0, row: 0))
  }

  /// The cells behind the arrow heads that the wire of a box leads to.
  private func arrows(from box: Box) throws(Failure) -> [Cell] {
    var open: [(Cell, Direction)] = []
    for row in box.rows {
      let side = Cell(column: box.columns.upperBound, row: row)
      if self[side] == "├" { open.append((Direction.right.next(side), .right)) }
    }
    for column in box.columns {
      let side = Cell(column: column, row: box.rows.upperBound)
      if self[side] == "┬" { open.append((Direction.down.next(side), .down)) }
    }
    var heads: [Cell] = []
    var seen: [Cell: Set<Direction>] = [:]
    while let (cell, direction) = open.popLast() {
      guard seen[cell, default: []].insert(direction).inserted else {
        throw Failure(what: "the wire of \(box.name) comes back", at: cell)
      }
      let mark = self[cell]
      switch (mark, direction) {
      case ("▸", .right), ("▾", .down): heads.append(direction.next(cell))
      case ("│", .left), ("│", .right): open.append((direction.next(cell), direction))
      default:
        let ways = WireTracer.ways[mark] ?? []
        guard ways.contains(direction.opposite) else {
          throw Failure(what: "the wire of \(box.name) breaks at '\(mark)'", at: cell)
        }
        for way in ways where way != direction.opposite { open.append((way.next(cell), way)) }
      }
    }
    return heads
  }

  private static let ways: [Character: [Direction]] = [
    "─": [.left, .right], "│": [.up, .down], "╭": [.right, .down], "╮": [.left, .down],
    "╰": [.right, .up], "╯": [.left, .up], "├": [.up, .down, .right], "┤": [.up, .down, .left],
    "┬": [.left, .right, .down], "┴": [.left, .right, .up], "┼": [.up, .down, .left, .right],
  ]
}
