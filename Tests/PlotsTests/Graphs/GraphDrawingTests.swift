import Plots
import StyledText
import Testing

@Suite("Graph drawings")
struct GraphDrawingTests {
  private func expect(
    _ drawing: GraphDrawing, width: Int, glyphs: Glyphs, _ picture: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    let drawn = drawing.rendered(width: width, glyphs: glyphs)?.joined().plain
    #expect(
      drawn == picture, "drawn now:\n\(drawn ?? "nothing")", sourceLocation: location)
  }

  @Test("a chain flows to the right where there is room")
  func aChainFlowsToTheRightWhereThereIsRoom() {
    expect(
      ExampleGraphs.chain, width: 120, glyphs: .unicode,
      """
      ╭────────╮        ┌────────┐             ┌────────────┐               ┌────────────┐              ┌───────────┐
      │ x      ├── -1 ─▸│ a = -x ├── 89.9272 ─▸│ b = exp(a) ├── -0.381824 ─▸│ c = sin(b) ├── -2.34134 ─▸│ f = 2 / c │
      │ -4.499 │        │ 4.499  │             │ 89.9272    │               │ 0.924235   │              │ 2.16395   │
      ╰────────╯        └────────┘             └────────────┘               └────────────┘              └───────────┘
      """)
  }

  @Test("a chain flows down where there is not")
  func aChainFlowsDownWhereThereIsNot() {
    expect(
      ExampleGraphs.chain, width: 80, glyphs: .unicode,
      """
        ╭────────╮
        │ x      │
        │ -4.499 │
        ╰───┬────╯
            ▾ -1
        ┌────────┐
        │ a = -x │
        │ 4.499  │
        └───┬────┘
            ▾ 89.9272
      ┌────────────┐
      │ b = exp(a) │
      │ 89.9272    │
      └─────┬──────┘
            ▾ -0.381824
      ┌────────────┐
      │ c = sin(b) │
      │ 0.924235   │
      └─────┬──────┘
            ▾ -2.34134
      ┌───────────┐
      │ f = 2 / c │
      │ 2.16395   │
      └───────────┘
      """)
  }

  @Test("values and gradients stand below the formula")
  func valuesAndGradientsStandBelowTheFormula() {
    expect(
      ExampleGraphs.softplus, width: 80, glyphs: .unicode,
      """
      ╭────────────╮   ┌────────────┐   ┌────────────┐   ┌────────────┐
      │ x          │   │ a = exp(x) │   │ b = 1 + a  │   │ s = log(b) │
      │ 2          ├──▸│ 7.38906    ├──▸│ 8.38906    ├──▸│ 2.12693    │
      │ ∂ 0.880797 │   │ ∂ 0.119203 │   │ ∂ 0.119203 │   │ ∂ 1        │
      ╰────────────╯   └────────────┘   └────────────┘   └────────────┘
      """)
  }

  @Test("two paths meet")
  func twoPathsMeet() {
    expect(
      ExampleGraphs.twoPaths, width: 80, glyphs: .unicode,
      """
      ╭────╮                              ┌────────────┐
      │ x1 ├─┬─────────────────────── 1 ─▸│ y = a + x1 │
      │ -2 │ │                     ╭─ 1 ─▸│ -8         │
      ╰────╯ │       ┌───────────┐ │      └────────────┘
      ╭────╮ ╰── 3 ─▸│ a = x1·x2 ├─╯
      │ x2 ├─── -2 ─▸│ -6        │
      │ 3  │         └───────────┘
      ╰────╯
      """)
  }

  @Test("two paths meet in a narrow terminal")
  func twoPathsMeetInANarrowTerminal() {
    expect(
      ExampleGraphs.twoPaths, width: 40, glyphs: .unicode,
      """
      ╭────╮     ╭────╮
      │ x1 │     │ x2 │
      │ -2 │     │ 3  │
      ╰─┬──╯     ╰─┬──╯
        ├──────╮   │
        │      ▾ 3 ▾ -2
        │  ┌───────────┐
        │  │ a = x1·x2 │
        │  │ -6        │
        │  └─────┬─────┘
        ▾ 1      ▾ 1
      ┌────────────┐
      │ y = a + x1 │
      │ -8         │
      └────────────┘
      """)
  }

  @Test("two paths meet in ASCII")
  func twoPathsMeetInASCII() {
    expect(
      ExampleGraphs.twoPaths, width: 80, glyphs: .ascii,
      """
      .----.                              +------------+
      | x1 +-+----------------------- 1 ->| y = a + x1 |
      | -2 | |                     +- 1 ->| -8         |
      '----' |       +-----------+ |      +------------+
      .----. +-- 3 ->| a = x1*x2 +-+
      | x2 +--- -2 ->| -6        |
      | 3  |         +-----------+
      '----'
      """)
  }

  @Test("two paths in words")
  func twoPathsInWords() {
    expect(
      ExampleGraphs.twoPaths, width: 80, glyphs: .plain,
      """
      1. x1, -2; a leaf
      2. x2, 3; a leaf
      3. a = x1·x2, -6; from 1 (3), 2 (-2)
      4. y = a + x1, -8; from 3 (1), 1 (1)
      """)
  }

  @Test("a diamond")
  func aDiamond() {
    expect(
      ExampleGraphs.diamond, width: 80, glyphs: .unicode,
      """
                 ┌────────────┐
              ╭─▸│ a = sin(x) ├─╮
      ╭─────╮ │  │ 0.479426   │ │
      │ x   ├─┤  └────────────┘ │  ┌──────────┐
      │ 0.5 │ │  ┌────────────┐ ╰─▸│ y = a·b  │
      ╰─────╯ ╰─▸│ b = exp(x) ├───▸│ 0.790439 │
                 │ 1.64872    │    └──────────┘
                 └────────────┘
      """)
  }

  @Test("one wire fans out to five consumers")
  func oneWireFansOutToFiveConsumers() {
    expect(
      ExampleGraphs.fan, width: 120, glyphs: .unicode,
      """
                                          ╭───╮
                                          │ x │
                                          │ 2 │
                                          ╰─┬─╯
            ╭────────────────┬─────────────┬┴──┬─────────────┬──────────────╮
            ▾ -0.416147      ▾ 7.38906     ▾ 2 ▾ 2           ▾ 0.353553     ▾ -1
      ┌────────────┐   ┌────────────┐   ┌─────────┐   ┌─────────────┐   ┌────────┐
      │ a = sin(x) │   │ b = exp(x) │   │ c = x·x │   │ d = sqrt(x) │   │ e = -x │
      │ 0.909297   │   │ 7.38906    │   │ 4       │   │ 1.41421     │   │ -2     │
      └────────────┘   └────────────┘   └─────────┘   └─────────────┘   └────────┘
      """)
  }

  @Test("five consumers in a narrow terminal")
  func fiveConsumersInANarrowTerminal() {
    expect(
      ExampleGraphs.fan, width: 40, glyphs: .unicode,
      """
            ╭───╮
            │ x │
            │ 2 │
            ╰─┬─╯
              ├───────┬──────────────╮
              │       ▾ -0.416147    ▾ 7.38906
              │ ┌────────────┐ ┌────────────┐
              │ │ a = sin(x) │ │ b = exp(x) │
              │ │ 0.909297   │ │ 7.38906    │
              │ └────────────┘ └────────────┘
         ╭────┼──────────┬────────────╮
         ▾ 2  ▾ 2        ▾ 0.353553   ▾ -1
      ┌─────────┐ ┌─────────────┐ ┌────────┐
      │ c = x·x │ │ d = sqrt(x) │ │ e = -x │
      │ 4       │ │ 1.41421     │ │ -2     │
      └─────────┘ └─────────────┘ └────────┘
      """)
  }

  @Test("a network flows to the right")
  func aNetworkFlowsToTheRight() {
    expect(
      ExampleGraphs.network, width: 120, glyphs: .unicode,
      """
                        ╭─────╮                                           ╭────╮
      ╭───────╮         │ b1  │  ┌────────────┐  ┌─────────────┐          │ b2 │  ┌────────────┐  ┌─────────────────────────┐
      │ X     ├╮        │ 100 ├─▸│ z = a + b1 ├─▸│ h = relu(z) ├╮         │ 3  ├─▸│ s = c + b2 ├─▸│ J = cross_entropy(s, y) │
      │ 300×2 ││        ╰─────╯╭▸│ 300×100    │  │ 300×100     ││         ╰────╯╭▸│ 300×3      │╭▸│ 1.09861                 │
      ╰───────╯│ ┌────────────┐│ └────────────┘  └─────────────┘│ ┌────────────┐│ └────────────┘│ └─────────────────────────┘
      ╭───────╮╰▸│ a = X @ W1 ├╯                       ╭───────╮╰▸│ c = h @ W2 ├╯        ╭─────╮│
      │ W1    ├─▸│ 300×100    │                        │ W2    ├─▸│ 300×3      │         │ y   ├╯
      │ 2×100 │  └────────────┘                        │ 100×3 │  └────────────┘         │ 300 │
      ╰───────╯                                        ╰───────╯                         ╰─────╯
      """)
  }

  @Test("a network flows down")
  func aNetworkFlowsDown() {
    expect(
      ExampleGraphs.network, width: 80, glyphs: .unicode,
      """
              ╭───────╮   ╭───────╮
              │ X     │   │ W1    │
              │ 300×2 │   │ 2×100 │
              ╰───┬───╯   ╰─┬─────╯
                  ▾         ▾
      ╭─────╮   ┌────────────┐
      │ b1  │   │ a = X @ W1 │
      │ 100 │   │ 300×100    │
      ╰──┬──╯   └──┬─────────┘
         ▾         ▾
       ┌────────────┐
       │ z = a + b1 │
       │ 300×100    │
       └─────┬──────┘
             ▾
       ┌─────────────┐   ╭───────╮
       │ h = relu(z) │   │ W2    │
       │ 300×100     │   │ 100×3 │
       └────────┬────┘   ╰─┬─────╯
                ▾          ▾
      ╭────╮   ┌────────────┐
      │ b2 │   │ c = h @ W2 │
      │ 3  │   │ 300×3      │
      ╰──┬─╯   └────┬───────┘
         ▾          ▾
        ┌────────────┐   ╭─────╮
        │ s = c + b2 │   │ y   │
        │ 300×3      │   │ 300 │
        └─────┬──────┘   ╰──┬──╯
              ▾             ▾
        ┌─────────────────────────┐
        │ J = cross_entropy(s, y) │
        │ 1.09861                 │
        └─────────────────────────┘
      """)
  }

  @Test("a wire that crosses another passes under it")
  func aWireThatCrossesAnotherPassesUnderIt() {
    expect(
      ExampleGraphs.decayingNetwork, width: 80, glyphs: .unicode,
      """
                        ╭───────╮   ╭───────╮
                        │ X     │   │ W1    │
                        │ 300×2 │   │ 2×100 │
                        ╰───┬───╯   ╰───┬───╯
                            │   ╭───────┤
                            ▾   ▾       │
              ╭─────╮   ┌────────────┐  │
              │ b1  │   │ a = X @ W1 │  │
              │ 100 │   │ 300×100    │  │
              ╰───┬─╯   └────┬───────┘  │
                  ▾          ▾          │
                 ┌────────────┐         │
                 │ z = a + b1 │         │
                 │ 300×100    │         │
                 └─────┬──────┘         │
                       ▾                │
               ┌─────────────┐          │      ╭───────╮
               │ h = relu(z) │          │      │ W2    │
               │ 300×100     │          │      │ 100×3 │
               └──────┬──────┘          │      ╰───┬───╯
                      │  ╭──────────────│──────────┤
                      ▾  ▾              │          │
        ╭────╮   ┌────────────┐         │          │
        │ b2 │   │ c = h @ W2 │         │          │
        │ 3  │   │ 300×3      │         │          │
        ╰─┬──╯   └┬───────────┘         │          │
          ▾       ▾                     ▾          ▾
      ┌────────────┐   ╭─────╮   ┌────────────┐   ┌────────────┐
      │ s = c + b2 │   │ y   │   │ p = l2(W1) │   │ q = l2(W2) │
      │ 300×3      │   │ 300 │   │ 0.0201     │   │ 0.029      │
      └─────┬──────┘   ╰──┬──╯   └───────┬────┘   └┬───────────┘
            ▾             ▾              ▾         ▾
         ┌─────────────────────────┐    ┌───────────┐
         │ e = cross_entropy(s, y) │    │ r = p + q │
         │ 1.09861                 │    │ 0.0491    │
         └────────────────┬────────┘    └─┬─────────┘
                          ▾               ▾
                         ┌─────────────────┐
                         │ J = e + 0.001·r │
                         │ 1.09866         │
                         └─────────────────┘
      """)
  }

  @Test("a network in ASCII")
  func aNetworkInASCII() {
    expect(
      ExampleGraphs.network, width: 40, glyphs: .ascii,
      """
              .-------.   .-------.
              | X     |   | W1    |
              | 300*2 |   | 2*100 |
              '---+---'   '-+-----'
                  v         v
      .-----.   +------------+
      | b1  |   | a = X @ W1 |
      | 100 |   | 300*100    |
      '---+-'   +----+-------+
          v          v
         +------------+
         | z = a + b1 |
         | 300*100    |
         +-----+------+
               v
        +-------------+   .-------.
        | h = relu(z) |   | W2    |
        | 300*100     |   | 100*3 |
        +--------+----+   '-+-----'
                 v          v
       .----.   +------------+
       | b2 |   | c = h @ W2 |
       | 3  |   | 300*3      |
       '-+--'   +--+---------+
         v         v
       +------------+   .-----.
       | s = c + b2 |   | y   |
       | 300*3      |   | 300 |
       +-----+------+   '--+--'
             v             v
       +-------------------------+
       | J = cross_entropy(s, y) |
       | 1.09861                 |
       +-------------------------+
      """)
  }
}
