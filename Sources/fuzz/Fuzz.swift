internal import Diagnostics
internal import Language

/// Reads any bytes as a program: libFuzzer looks for those that trap, hang or use up the memory.
@_cdecl("LLVMFuzzerTestOneInput")
func readAnyBytes(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  _ = Completeness.needsMore(text)
  let parser = Parser(commands: ["trace": .expressions, "load": .words, "time": .statement])
  let source = SourceText(name: "fuzz", text: text)
  let result = parser.parse(source)
  for diagnostic in result.diagnostics {
    _ = diagnostic.located(in: source).styled(width: 80)
  }
  for statement in result.statements {
    _ = parser.parse(SourceText(name: "printed", text: statement.description))
  }
  return 0
}
