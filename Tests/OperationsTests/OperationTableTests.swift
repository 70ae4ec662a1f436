import Operations
import Testing

@Suite("The operation table")
struct OperationTableTests {
  @Test("every name and alias leads to its entry", arguments: Operation.all.map(\.name))
  func names(name: String) throws {
    let operation = try #require(Operation.named(name))
    #expect(operation.name == name)
    for alias in operation.aliases { #expect(Operation.named(alias)?.name == name) }
  }
}
