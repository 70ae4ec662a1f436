/// An operation's place in the table: what a node stores of it.
package struct Opcode: Hashable, Sendable {
  package let rawValue: UInt16

  init(index: Int) { rawValue = UInt16(index) }

  package var index: Int { Int(rawValue) }

  /// The operation of that name, which must stand in the table.
  package init(_ name: String) {
    guard let index = Operation.index(of: name) else {
      preconditionFailure("no operation is called \(name)")
    }
    self.init(index: index)
  }

  package static let leaf = Opcode(index: 0)
  package static let constant = Opcode(index: 1)
  @inline(__always) package var isLeaf: Bool { rawValue < 2 }

  package static let add = Opcode("add")
  package static let subtract = Opcode("subtract")
  package static let multiply = Opcode("multiply")
  package static let divide = Opcode("divide")
  package static let negate = Opcode("negate")
  package static let power = Opcode("power")
  package static let identity = Opcode("identity")
  package static let matmul = Opcode("matmul")
  package static let broadcast = Opcode("broadcast")
  package static let transpose = Opcode("transpose")
  package static let reshape = Opcode("reshape")
  package static let sum = Opcode("sum")
}
