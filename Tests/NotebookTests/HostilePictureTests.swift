import Diagnostics
import Testing

/// Pictures of numbers at the ends of what a number can be: each is drawn or refused, none traps.
@Suite("Hostile pictures")
struct HostilePictureTests {
  @Test(
    "an axis that cannot be is refused with a place",
    arguments: [
      "plot x*x x=-5..-1 log=x", "plot x*x x=-1..0 log=x", "plot x*x x=-1..1 log=xy",
      "plot x*x x=1..2 ylim=-3..-1 log=y", "plot [1, 2] ylim=0..1 log=xy",
      "plot x*x x=-5e-324..5e-324 log=x", "plot x*x x=-1.7e308..-1.6e308 log=x",
    ])
  func refused(line: String) throws {
    var notebook = Notebook()
    let diagnostic = try notebook.failure(line)
    #expect(diagnostic.code == "plot")
    #expect(diagnostic.range != nil)
  }
}
