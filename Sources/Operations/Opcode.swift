/// An operation's place in the table: what a node stores of it.
package struct Opcode: Hashable, Sendable {
  package let rawValue: UInt16

  init(index: Int) { rawValue = UInt16(index) }

  @inlinable package var index: Int { Int(rawValue) }

  /// The operation of that name, which must stand in the table.
  package init(_ name: String) {
    guard let index = Operation.index(of: name) else {
      preconditionFailure("no operation is called \(name)")
    }
    self.init(index: index)
  }

  /// The first entries of the table have fixed places, so that the innermost loops of recording
  /// compare numbers.
  package enum Basic: UInt16 {
    case leaf, constant, add, subtract, multiply, divide, negate, power
  }

  @inlinable package init(_ basic: Basic) { rawValue = basic.rawValue }
  @inlinable package var basic: Basic? { Basic(rawValue: rawValue) }
  @inlinable package var isLeaf: Bool { rawValue <= Basic.constant.rawValue }
  @inlinable package static func == (a: Opcode, b: Opcode) -> Bool { a.rawValue == b.rawValue }

  package static var leaf: Opcode { Opcode(.leaf) }
  package static var constant: Opcode { Opcode(.constant) }
  package static var add: Opcode { Opcode(.add) }
  package static var subtract: Opcode { Opcode(.subtract) }
  package static var multiply: Opcode { Opcode(.multiply) }
  package static var divide: Opcode { Opcode(.divide) }
  package static var negate: Opcode { Opcode(.negate) }
  package static var power: Opcode { Opcode(.power) }


  package static let matmul = Opcode("matmul")
  package static let broadcast = Opcode("broadcast")
  package static let transpose = Opcode("transpose")
  package static let reshape = Opcode("reshape")
  package static let sum = Opcode("sum")
}
