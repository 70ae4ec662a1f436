import Testing

@testable import StyledText

@Suite("Tables")
struct TextTableTests {
  private func table(_ overflow: TextTable.Overflow) -> TextTable {
    TextTable(
      columns: [
        TextTable.Column("name"), TextTable.Column("value", .trailing),
        TextTable.Column("what it says", overflow: overflow),
      ],
      rows: [
        ["x", StyledText("1", .number), "short"],
        ["longer", "-12.5", "a sentence of several words"],
      ])
  }

  @Test("columns are aligned, two blanks apart, without blanks at the end")
  func aligned() {
    #expect(
      table(.wrap).lines(width: 80).joined().plain == """
        name    value  what it says
        x           1  short
        longer  -12.5  a sentence of several words
        """)
  }

  @Test("a flexible column wraps")
  func wrapped() {
    #expect(
      table(.wrap).lines(width: 30).joined().plain == """
        name    value  what it says
        x           1  short
        longer  -12.5  a sentence of
                       several words
        """)
  }

  @Test("a flexible column is truncated")
  func truncated() {
    #expect(
      table(.truncate).lines(width: 28).joined().plain == """
        name    value  what it says
        x           1  short
        longer  -12.5  a sentence o…
        """)
  }

  @Test("no line is wider than asked", arguments: 1...45)
  func widths(width: Int) {
    for overflow in [TextTable.Overflow.keep, .wrap, .truncate] {
      #expect(table(overflow).lines(width: width).allSatisfy { $0.width <= width })
    }
  }

  @Test("the widest flexible column gives way first")
  func widestFirst() {
    let table = TextTable(
      columns: [
        TextTable.Column(overflow: .truncate), TextTable.Column(overflow: .truncate),
      ],
      rows: [["0123456789", "01234567890123456789"]])
    #expect(table.lines(width: 24).map(\.plain) == ["0123456789  01234567890…"])
  }

  @Test("no titles, no header; missing cells are empty, surplus ones dropped")
  func ragged() {
    var table = TextTable(
      columns: [TextTable.Column(), TextTable.Column("", .center)], indent: 2)
    table.append(["a", "wide", "surplus"])
    table.append(["b"])
    table.append(["c", "x\ny"])
    table.append([])
    #expect(
      table.lines(width: 40).map(\.plain) == ["  a  wide", "  b", "  c   x", "      y", ""])
  }

  @Test("cells keep their roles")
  func roles() {
    let runs = table(.keep).lines(width: 80)[1].runs
    #expect(runs.contains(StyledText.Run(text: "1", role: .number)))
  }

  @Test("a table without columns has empty lines only")
  func noColumns() {
    #expect(TextTable(columns: [], rows: [["a"]]).lines(width: 10) == [""])
    #expect(TextTable(columns: []).lines(width: 10).isEmpty)
  }
}
