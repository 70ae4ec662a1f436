import Glibc
import Testing

@Suite("gradbook assignment")
struct AssignmentTests {
  @Test("writes an assignment and its handout, and no file twice")
  func writesOnce() throws {
    try Folder.with([:]) { folder in
      let name = "\(folder)/two-paths"
      #expect(try Program.run("assignment", "new", name).status == 0)
      let again = try Program.run("assignment", "new", name)
      #expect(again.status == 2)
      #expect(again.errors.hasPrefix("error[file]: there is \(name).md already"))

      func handOut() throws -> Program.Ending {
        try Program.run("assignment", "handout", "\(name).md", "\(folder)/given/out")
      }
      #expect(try handOut().status == 0)
      #expect(try Folder.text("\(folder)/given/out/answers.json").contains("\"dW\": null"))

      // One file that is there keeps all others from being written.
      for file in ["two-paths.md", "README.md", "answers.grad", "answers.json", "export.py"] {
        unlink("\(folder)/given/out/\(file)")
      }
      let refused = try handOut()
      #expect(refused.status == 2)
      #expect(refused.errors.contains("data.json already"))
      #expect(access("\(folder)/given/out/README.md", F_OK) != 0)
    }
  }

  @Test("tells by its exit status whether there is something to remark")
  func lint() throws {
    try Folder.with([
      "square.md": """
      ```grad setup
      grad> seed 1
      grad> X := randn(5, 3); W := randn(3, 3); y := [0, 1, 2, 0, 1]
      grad> J = cross_entropy(X @ W, y);
      ```
      ```ask
      dW: grad(J, W)
      ```
      """
    ]) { folder in
      let ending = try Program.run("grade", "\(folder)/square.md", "--lint")
      #expect(ending.status == 3)
      #expect(ending.output.contains("- X has 3 columns and W has 3 columns"))
    }
  }
}
